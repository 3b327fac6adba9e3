#: name: Slope of a line
#: title: The slope of a line
#: strong: slope of line, slope of the line, slope of a line, straight line, line equation, linear equation, linear function, y mx b, gradient of line
#: weak: slope, line
#: slot: SLOPE 0.5 -3 3
#: slot: SHIFT 1 -3 3
class LineSlope(Scene):
    def construct(self):
        m0, c0 = {{SLOPE}}, {{SHIFT}}
        begin(self, "{{TITLE}}", "{{NOTE}}")
        axes, marks = make_axes(-5, 5, -5, 5, 7.5)
        VGroup(axes, marks).shift(2.6 * LEFT)
        m, c = ValueTracker(m0), ValueTracker(c0)
        self.play(Create(axes), FadeIn(marks), run_time=0.9)
        line = always_redraw(lambda: curve(axes, lambda x: m.get_value() * x + c.get_value(), -5, 5, -5, 5))

        def stairs():
            k, s = m.get_value(), c.get_value()
            across = Line(axes.c2p(0, s), axes.c2p(1, s), color=AMBER)
            return VGroup(across, Line(axes.c2p(1, s), axes.c2p(1, s + k) + 0.001 * UP, color=ROSE))

        law = formula("y = mx + b", 46, AQUA).move_to(4.2 * RIGHT + 1.9 * UP)
        value = always_redraw(lambda: VGroup(words(f"m = {m.get_value():.2f}", 28, ROSE), words(f"b = {c.get_value():.2f}", 28, LIME)).arrange(DOWN, buff=0.3).move_to(4.2 * RIGHT + 0.5 * UP))
        note = say(self, "One step to the right changes the height by the slope m")
        step = always_redraw(stairs)
        self.play(FadeIn(line), FadeIn(law), FadeIn(value), FadeIn(step), run_time=0.8)
        for goal in (2, -1.5, m0):
            self.play(m.animate.set_value(goal), run_time=1.5)
        note = say(self, "b is where the line crosses the y axis", note)
        spot = always_redraw(lambda: Dot(axes.c2p(0, c.get_value()), color=LIME))
        self.play(FadeIn(spot), run_time=0.3)
        for goal in (-2, c0):
            self.play(c.animate.set_value(goal), run_time=1.3)
        self.wait(1.5)
