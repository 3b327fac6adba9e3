#: name: Exponential function and logarithm
#: title: Exponential and logarithm
#: strong: exponential function, exponential growth, exponential decay, exponential and logarithm, logarithm function
#: strong: logarithmic function, natural logarithm, logarithm, compound interest, doubling time
#: weak: exponential, exponent, growth
#: slot: BASE 2 1.2 10 | base
class ExponentialAndLogarithm(Scene):
    def construct(self):
        base = {{BASE}}
        begin(self, "{{TITLE}}", "{{NOTE}}")
        axes, plane = make_plane(5)
        plane.shift(2.9 * LEFT)
        law = formulas((f"y = {base:g}^x", r"y = \log_{" + f"{base:g}" + "} x"), (AQUA, ROSE), 40).move_to(3.2 * RIGHT + 1.7 * UP)
        grow = curve(axes, lambda x: base ** x, -5, 5, -5, 5, AQUA, 5, 161)
        undo = curve(axes, lambda x: np.log(np.where(x > 0, x, np.nan)) / np.log(base), -5, 5, -5, 5, ROSE, 5, 321)
        note = say(self, f"Each step to the right multiplies the height by {base:g}")
        self.play(FadeIn(plane), FadeIn(law[0]), run_time=0.6)
        self.play(Create(grow), run_time=1)
        steps = [k for k in range(-2, 6) if base ** k <= 5]
        bars = VMobject(color=AMBER, stroke_width=4)
        for k in steps:
            bars.append_points(Line(axes.c2p(k, 0), axes.c2p(k, base ** k)).points)
        raised = {1: "¹", 2: "²", 3: "³", 10: "¹⁰"}
        table = VGroup(
            *[words(f"{base:g}{raised[k]} = {num(base ** k)}", 22, AMBER) for k in (1, 2, 3, 10)]
        ).arrange(DOWN, buff=0.16, aligned_edge=LEFT).move_to(5.2 * RIGHT + 0.3 * DOWN).set_x(5)
        self.play(Create(bars), FadeIn(table), run_time=1.2)
        self.wait(0.8)
        note = say(self, "The logarithm asks the other way: which exponent gives this number?", note)
        mirror = Line(axes.c2p(-5, -5), axes.c2p(5, 5), color=DIM, stroke_width=2)
        copy = grow.copy()
        self.play(FadeOut(bars), FadeIn(mirror), FadeIn(law[1]), run_time=0.5)
        self.play(Rotate(copy, PI, axis=UR, about_point=axes.c2p(0, 0)), FadeIn(undo, rate_func=rush_into), run_time=1.2)
        self.remove(copy)
        note = say(self, "It is the mirror image at the line y = x", note)
        back = VGroup(
            *[words(f"log {num(base ** k)} = {k}", 22, ROSE) for k in (1, 2, 3, 10)]
        ).arrange(DOWN, buff=0.16, aligned_edge=LEFT).align_to(table, UP).set_x(2.4)
        self.play(FadeIn(back), run_time=0.5)
        self.wait(1.2)
        note = say(self, "Multiplying numbers adds their logarithms: log(ab) = log a + log b", note)
        self.wait(2)
