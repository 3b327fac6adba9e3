#: name: Slope of a line
#: title: The slope of a line
#: strong: slope of line, slope of the line, slope of a line, straight line, line equation, linear equation, linear function
#: strong: y mx b, gradient of line
#: weak: slope, line
#: slot: SLOPE 0.5 -4 4 | slope, gradient, m
#: linear: yes
#: slot: SHIFT 1 -4 4 | intercept, y intercept, b, c
class LineSlope(Scene):
    def construct(self):
        m0, c0 = {{SLOPE}}, {{SHIFT}}
        begin(self, "{{TITLE}}", "{{NOTE}}")
        axes, marks = make_axes(-5, 5, -5, 5, 7.5)
        VGroup(axes, marks).shift(2.6 * LEFT)
        m, c = ValueTracker(m0), ValueTracker(c0)
        self.play(Create(axes), FadeIn(marks), run_time=0.9)

        def height(x):
            return m.get_value() * x + c.get_value()

        def ends():
            """Where the line leaves the picture, which reaches from -5 to 5 both ways."""
            k = m.get_value() or 1e-9
            edges = sorted((edge - c.get_value()) / k for edge in (-5, 5))
            return [axes.c2p(x, height(x)) for x in (max(-5, edges[0]), min(5, edges[1]))]

        line = moving_line(ends, AQUA)
        run = moving_line(lambda: [axes.c2p(0, height(0)), axes.c2p(1, height(0))], AMBER)
        rise = moving_line(lambda: [axes.c2p(1, height(0)), axes.c2p(1, height(1))], ROSE)

        law = formula("y = mx + b", 46, AQUA).move_to(4.2 * RIGHT + 1.9 * UP)
        value = VGroup(
            readout("slope m", m.get_value, 28, ROSE), readout("height b", c.get_value, 28, LIME)
        ).arrange(DOWN, buff=0.4, aligned_edge=LEFT).move_to(4.2 * RIGHT + 0.5 * UP)
        note = say(self, "One step to the right changes the height by the slope m")
        self.play(Create(line), FadeIn(law), FadeIn(value), FadeIn(run), FadeIn(rise), run_time=0.8)
        for goal in (2, -1.5, m0):
            self.play(m.animate.set_value(goal), run_time=1.1)
        note = say(self, "b is where the line crosses the y axis", note)
        spot = moving_dot(lambda: axes.c2p(0, c.get_value()), LIME)
        self.play(FadeIn(spot), run_time=0.3)
        for goal in (-2, c0):
            self.play(c.animate.set_value(goal), run_time=1)
        self.wait(1.5)
