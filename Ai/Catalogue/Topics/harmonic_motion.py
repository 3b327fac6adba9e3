#: name: Simple harmonic motion
#: title: Simple harmonic motion
#: strong: harmonic motion, simple harmonic, mass on a spring, mass spring, harmonic oscillator, shm
#: weak: oscillation
class HarmonicMotion(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        time = ValueTracker(0)
        size, turn = 1.1, 1.6
        note = say(self, "A mass on a spring is pulled back to the middle, the harder the farther away it is")

        def x():
            return size * np.cos(turn * time.get_value())

        home, wall = np.array([-3.9, 1.7, 0]), np.array([-6.6, 1.7, 0])

        def coil():
            end = home + x() * RIGHT + 0.3 * LEFT
            turns = [wall + (end - wall) * k / 24 + (0 if k in (0, 24) else 0.18 * (-1) ** k) * UP for k in range(25)]
            return turns

        spring = moving_line(coil, DIM, 3)
        mass = Square(0.6, color=AQUA, fill_color=AQUA, fill_opacity=0.9)
        mass.add_updater(lambda m: m.move_to(home + x() * RIGHT))
        middle = DashedLine(home + 0.7 * UP, home + 0.7 * DOWN, color=DIM, stroke_width=2)
        post = Line(wall + 0.6 * UP, wall + 0.6 * DOWN, color=INK, stroke_width=5)
        self.play(FadeIn(post), FadeIn(middle), FadeIn(spring), FadeIn(mass), run_time=0.6)
        self.play(time.animate.set_value(TAU / turn), run_time=3, rate_func=linear)
        note = say(self, "It moves as the shadow of a point that turns evenly on a circle", note)
        center = np.array([-3.9, -1.0, 0])
        circle = Circle(radius=size, color=DIM, stroke_width=2).move_to(center)

        def tip():
            angle = turn * time.get_value()
            return center + size * np.array([np.cos(angle), np.sin(angle), 0])

        dot = moving_dot(tip, AMBER)
        arm = moving_line(lambda: [center, tip()], AMBER, 3)
        drop = moving_line(lambda: [tip(), home + x() * RIGHT + 0.3 * DOWN], VIOLET, 2)
        self.play(FadeIn(circle), FadeIn(arm), FadeIn(dot), FadeIn(drop), run_time=0.6)
        axes, numbers = make_axes(0, 8, -1.4, 1.4, 6.2, 2.6)
        VGroup(axes, numbers).move_to([3.1, 1.2, 0])
        start = time.get_value()
        trace = VMobject(color=AQUA, stroke_width=4)

        def draw(line):
            gone = max(0.02, time.get_value() - start)
            ts = np.linspace(0, min(gone, 8), 120)
            line.set_points_as_corners([axes.c2p(t, size * np.cos(turn * t)) for t in ts])

        trace.add_updater(draw)
        tag = words("place against time", 20, DIM).next_to(axes, UP, buff=0.1)
        self.play(FadeIn(axes), FadeIn(numbers), FadeIn(tag), run_time=0.5)
        self.add(trace)
        self.play(time.animate.set_value(start + 8), run_time=6, rate_func=linear)
        trace.clear_updaters()
        note = say(self, "So the place is a cosine. Its acceleration always points back to the middle", note)
        laws = formulas(
            [r"x(t) = A \cos(\omega t)", r"a(t) = x''(t) = -\omega^2 x(t)", r"\omega = \sqrt{k / m}, \quad T = 2\pi / \omega"],
            [AQUA, AMBER, LIME], 36, 6,
        ).move_to([3.2, -1.55, 0])
        for law in laws:
            self.play(FadeIn(law), run_time=0.6)
            self.wait(0.6)
        self.play(time.animate.set_value(start + 8 + TAU / turn), run_time=3, rate_func=linear)
        self.wait(1.5)
