#: name: Graph of a function
#: title: The graph of y = {{F_TEXT}}
#: strong: what is a function, what a function is, concept of a function, meaning of a function, function notation
#: weak: graph, plot, curve, sketch, parabola, draw graph, function graph, plot function, graph function
#: function: x^3 - 3x
#: range: -3 3
class FunctionGraph1(Scene):
    def construct(self):
        def f(x):
            return {{F_PY}} + 0 * x

        a, b, low, high = {{A}}, {{B}}, {{LOW}}, {{HIGH}}
        begin(self, "{{TITLE}}", "{{NOTE}}")
        axes, marks = make_axes(a, b, low, high, 9.5, 4.7)
        VGroup(axes, marks).shift(0.15 * UP)
        label = box_label(formula(r"y = {{F_TEX}}", 36, AQUA, 3.6), UL)
        self.play(Create(axes), FadeIn(marks), run_time=1)
        note = say(self, "For every x on the horizontal axis, the height is y")
        self.play(FadeIn(label), run_time=0.4)
        self.play(Create(curve(axes, f, a, b, low, high)), run_time=1.8, rate_func=linear)
        note = say(self, "A point that follows the curve shows how y changes with x", note)
        t = ValueTracker({{FROM}})

        def on_curve():
            return axes.c2p(t.get_value(), float(f(np.float64(t.get_value()))))

        dot = moving_dot(on_curve, AMBER)
        foot = moving_line(lambda: [axes.c2p(t.get_value(), min(max(0, low), high)), on_curve()], AMBER, 2)
        value = VGroup(
            readout("x", t.get_value, 22), readout("y", lambda: f(np.float64(t.get_value())), 22, AMBER)
        ).arrange(RIGHT, buff=1).move_to(2.8 * DOWN)
        self.play(FadeIn(foot), FadeIn(dot), FadeIn(value), run_time=0.3)
        self.play(t.animate.set_value({{TO}}), run_time=3.2)
        self.wait(1)
