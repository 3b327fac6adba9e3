#: name: Graph of a function
#: title: The graph of y = {{F_TEXT}}
#: weak: graph, plot, curve, sketch, parabola, draw graph, function graph, plot function, graph function
#: function: x^3 - 3x
#: range: -3 3
class FunctionGraph1(Scene):
    def construct(self):
        def f(x):
            return {{F_PY}} + 0 * x

        a, b, low, high = {{A}}, {{B}}, {{LOW}}, {{HIGH}}
        begin(self, "{{TITLE}}", "{{NOTE}}")
        axes, marks = make_axes(a, b, low, high)
        label = box_label(formula(r"y = {{F_TEX}}", 36, AQUA, 3.6), UL)
        self.play(Create(axes), FadeIn(marks), run_time=1)
        note = say(self, "For every x on the horizontal axis, the height is y")
        self.play(FadeIn(label), run_time=0.4)
        self.play(Create(curve(axes, f, a, b, low, high)), run_time=2.5, rate_func=linear)
        note = say(self, "A point that follows the curve shows how y changes with x", note)
        t = ValueTracker({{FROM}})
        dot = always_redraw(lambda: Dot(axes.c2p(t.get_value(), f(np.float64(t.get_value()))), color=AMBER))
        foot = always_redraw(lambda: DashedLine(
            axes.c2p(t.get_value(), min(max(0, low), high)), dot.get_center() + 0.001 * UP, color=AMBER, stroke_width=2))
        self.play(FadeIn(dot), FadeIn(foot), run_time=0.3)
        self.play(t.animate.set_value({{TO}}), run_time=4)
        self.wait(1)
