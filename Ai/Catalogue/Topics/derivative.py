#: name: Derivative as slope of the tangent
#: title: The derivative of f(x) = {{F_TEXT}}
#: strong: derivative, differentiate, differentiation, differential calculus, tangent line, rate of change, dy dx, d dx, f prime
#: weak: slope of tangent, tangent, calculus
#: function: x^2
#: range: -2 3
#: point: 1
class DerivativeTangent(Scene):
    def construct(self):
        def f(x):
            return {{F_PY}} + 0 * x

        def slope(x):
            return {{DF_PY}} + 0 * x

        a, b, low, high = {{A}}, {{B}}, {{LOW}}, {{HIGH}}
        begin(self, "{{TITLE}}", "{{NOTE}}")
        axes, marks = make_axes(a, b, low, high, 8.6)
        VGroup(axes, marks).shift(2.1 * LEFT)
        law = formulas((r"f(x) = {{F_TEX}}", r"f'(x) = {{DF_TEX}}"), (AQUA, AMBER), 34, 3.7)
        law.move_to(4.85 * RIGHT + 1.5 * UP)
        self.play(Create(axes), FadeIn(marks), FadeIn(law[0]), run_time=0.8)
        self.play(Create(curve(axes, f, a, b, low, high)), run_time=1)

        inset = 0.08 * ({{TO}} - {{FROM}})
        start, end = {{FROM}} + inset, {{TO}} - inset
        first = min(max({{POINT}}, start), end)
        t, h = ValueTracker(first), ValueTracker(min(end - first, 0.3 * (b - a)) or -inset)

        def at(x):
            return axes.c2p(x, f(np.float64(x)))

        def through(p, q):
            """Ends of a line that passes both points and reaches on beyond each."""
            way = (q - p) / max(np.linalg.norm(q - p), 1e-9)
            return [p - 1.2 * way, q + 1.2 * way]

        def secant_ends():
            return through(at(t.get_value()), at(t.get_value() + h.get_value()))

        def tangent_ends():
            x = np.float64(t.get_value())
            return through(at(x), at(x) + 0.001 * (axes.c2p(1, slope(x)) - axes.c2p(0, 0)))

        note = say(self, "A secant joins two points of the curve; its slope is the average rate of change")
        secant = moving_line(secant_ends, ROSE)
        near = moving_dot(lambda: at(t.get_value()), AMBER)
        far = moving_dot(lambda: at(t.get_value() + h.get_value()), ROSE)
        self.play(Create(secant), FadeIn(near), FadeIn(far), run_time=0.6)
        self.wait(0.5)
        note = say(self, "As the points move together the secant turns into the tangent", note)
        self.play(h.animate.set_value(0.001 * np.sign(h.get_value())), run_time=1.4)
        touch = moving_line(tangent_ends, AMBER)
        self.remove(secant, far)
        self.add(touch, near)
        self.play(FadeIn(law[1]), run_time=0.4)
        note = say(self, "The derivative is the slope of the tangent at each x", note)
        value = VGroup(
            readout("x", t.get_value, 24),
            readout("slope", lambda: slope(np.float64(t.get_value())), 24, AMBER),
        ).arrange(DOWN, buff=0.3, aligned_edge=LEFT).move_to(4.85 * RIGHT + 0.5 * DOWN).align_to(law, LEFT)
        self.play(FadeIn(value), run_time=0.3)
        self.play(t.animate.set_value(start), run_time=0.8)
        self.play(t.animate.set_value(end), run_time=1.8)
        self.wait(1)
