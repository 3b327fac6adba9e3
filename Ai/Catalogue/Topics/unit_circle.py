#: name: Unit circle, sine and cosine
#: title: Sine and cosine on the unit circle
#: strong: unit circle, sine and cosine, sin and cos, sine wave, cosine wave, cosine, sinusoid, trigonometric function
#: weak: sine, trigonometry, wave, radian
class UnitCircle(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        center, r = 4.4 * LEFT + 0.1 * DOWN, 1.7
        circle = Circle(r, color=DIM).move_to(center)
        cross = VGroup(Line(center + 2 * LEFT, center + 2 * RIGHT), Line(center + 2 * DOWN, center + 2 * UP)).set_stroke(DIM, 2)
        origin = 1.6 * LEFT + 0.1 * DOWN
        axis = Line(origin, origin + 7.6 * RIGHT, color=DIM, stroke_width=2)
        stretch = 7.4 / TAU
        ticks = VGroup(*[words(name, 18, DIM).move_to(origin + x * stretch * RIGHT + 2.15 * DOWN)
                         for name, x in (("π/2", PI / 2), ("π", PI), ("3π/2", 1.5 * PI), ("2π", TAU))])
        t = ValueTracker(0.001)

        def tip():
            return center + r * np.array([np.cos(t.get_value()), np.sin(t.get_value()), 0])

        def wave(f, color):
            angles = np.linspace(0, TAU, 121)
            points = origin + np.array([angles * stretch, r * f(angles), 0 * angles]).T
            made = VMobject(color=color).set_points_as_corners(points[:2])

            def grow(graph):
                k = int(np.searchsorted(angles, t.get_value()))
                end = origin + np.array([t.get_value() * stretch, r * f(t.get_value()), 0])
                graph.set_points_as_corners([*points[:max(1, k)], end])

            return made.add_updater(grow)

        note = say(self, "A point turns on a circle of radius 1 through the angle θ")
        self.play(Create(circle), Create(cross), Create(axis), FadeIn(ticks), run_time=0.8)
        arm = moving_line(lambda: [center, tip()], AMBER)
        up = moving_line(lambda: [np.array([tip()[0], center[1], 0]), tip()], AQUA, 6)
        across = moving_line(lambda: [center, np.array([tip()[0], center[1], 0])], ROSE, 6)
        dot = moving_dot(tip, AMBER)
        sine, cosine = wave(np.sin, AQUA), wave(np.cos, ROSE)
        key = VGroup(
            words("sin θ = height", 22, AQUA), words("cos θ = across", 22, ROSE)
        ).arrange(RIGHT, buff=0.8).move_to(2.2 * RIGHT + 2.3 * UP)
        self.play(FadeIn(arm), FadeIn(dot), FadeIn(up), FadeIn(across), FadeIn(key), run_time=0.6)
        note = say(self, "Its height is sin θ and its distance across is cos θ", note)
        self.add(sine, cosine, dot)
        self.play(t.animate.set_value(TAU), run_time=4.5, rate_func=linear)
        note = say(self, "By Pythagoras: sin² θ + cos² θ = 1 at every angle", note)
        self.wait(1.5)
