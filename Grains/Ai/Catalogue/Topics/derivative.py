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
        law = VGroup(formula(r"f(x) = {{F_TEX}}", 34, AQUA, 3.7), formula(r"f'(x) = {{DF_TEX}}", 34, AMBER, 3.7)).arrange(DOWN, buff=0.45, aligned_edge=LEFT)
        law.move_to(4.85 * RIGHT + 1.5 * UP)
        self.play(Create(axes), FadeIn(marks), FadeIn(law[0]), run_time=1)
        self.play(Create(curve(axes, f, a, b, low, high)), run_time=1.2)

        inset = 0.08 * ({{TO}} - {{FROM}})
        start, end = {{FROM}} + inset, {{TO}} - inset
        first = min(max({{POINT}}, start), end)
        t, h = ValueTracker(first), ValueTracker(min(end - first, 0.3 * (b - a)) or -inset)

        def line(p, q, color):
            way = q - p
            return Line(p, p + RIGHT, color=color, stroke_width=4).put_start_and_end_on(
                p - 1.6 * way / np.linalg.norm(way), p + 1.6 * way / np.linalg.norm(way))

        def at(x):
            return axes.c2p(x, f(np.float64(x)))

        def tangent():
            x = np.float64(t.get_value())
            return line(at(x), axes.c2p(x + 1, f(x) + slope(x)), AMBER)

        note = say(self, "A secant joins two points of the curve; its slope is the average rate of change")
        secant = always_redraw(lambda: line(at(t.get_value()), at(t.get_value() + h.get_value()), ROSE))
        near = always_redraw(lambda: Dot(at(t.get_value()), color=AMBER))
        far = always_redraw(lambda: Dot(at(t.get_value() + h.get_value()), color=ROSE))
        self.play(FadeIn(near), FadeIn(far), FadeIn(secant), run_time=0.6)
        note = say(self, "As the points move together the secant turns into the tangent", note)
        self.play(h.animate.set_value(0.001 * np.sign(h.get_value())), run_time=2.2)
        touch = always_redraw(tangent)
        self.remove(secant, far)
        self.add(touch, near)
        self.play(FadeIn(law[1]), run_time=0.6)
        note = say(self, "The derivative is the slope of the tangent at each x", note)
        value = always_redraw(lambda: words(f"slope at x = {t.get_value():.2f}:  {slope(np.float64(t.get_value())):.2f}", 22, AMBER, 3.8).move_to(4.85 * RIGHT + 0.7 * DOWN))
        self.play(FadeIn(value), run_time=0.3)
        self.play(t.animate.set_value(start), run_time=1.4)
        self.play(t.animate.set_value(end), run_time=3)
        self.wait(1)
