#: name: Fundamental theorem of calculus
#: title: The fundamental theorem of calculus
#: strong: fundamental theorem of calculus, fundamental theorem, ftc, derivative and integral, integral and derivative
#: strong: derivative of the area
class FundamentalTheorem(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")

        def f(x):
            return 1.2 + 0.5 * x - 0.09 * x**2 + 0.25 * np.sin(2 * x)

        axes, numbers = make_axes(0, 6, 0, 3, 6.6, 4.3)
        VGroup(axes, numbers).move_to(3.1 * LEFT + 0.1 * DOWN)
        graph = curve(axes, f, 0, 6, 0, 3, AQUA)
        name = formula("f", 36, AQUA).next_to(axes.c2p(6, float(f(6))), UP, buff=0.1)
        note = say(self, "A(x) is the area under the graph of f from 0 to x")
        self.play(Create(axes), FadeIn(numbers), Create(graph), FadeIn(name), run_time=1)
        end = ValueTracker(0.6)

        def region(low, high, color, opacity):
            xs = np.linspace(low, high, 60)
            points = [axes.c2p(low, 0), *[axes.c2p(x, float(f(x))) for x in xs], axes.c2p(high, 0)]
            return Polygon(*points, stroke_width=0, fill_color=color, fill_opacity=opacity)

        shade = region(0, 0.6, AQUA, 0.35)
        shade.add_updater(lambda s: s.become(region(0, end.get_value(), AQUA, 0.35)))
        self.add(shade)
        self.play(end.animate.set_value(3.4), run_time=3)
        shade.clear_updaters()
        area = formula("A(x)", 40).move_to(axes.c2p(1.7, 0.7))
        self.play(FadeIn(area), run_time=0.4)
        self.wait(0.6)
        note = say(self, "Go on by a small step h: a thin strip is added, almost a rectangle f(x) high and h wide", note)
        strip = region(3.4, 3.8, AMBER, 0.85)
        tags = VGroup(
            formula("h", 34, AMBER).next_to(axes.c2p(3.6, 0), DOWN, buff=0.32),
            formula("f(x)", 34, AMBER).next_to(axes.c2p(3.8, 1.0), RIGHT, buff=0.15),
        )
        self.play(FadeIn(strip), FadeIn(tags), run_time=0.8)
        self.wait(1.4)
        laws = formulas(
            [
                r"A(x + h) - A(x) \approx f(x) \cdot h",
                r"\frac{A(x + h) - A(x)}{h} \approx f(x)",
                r"h \to 0: \quad A'(x) = f(x)",
                r"\int_a^b f(x)\,dx = F(b) - F(a)",
            ],
            [INK, INK, LIME, AMBER], 36, 5.4,
        ).move_to([3.75, 0.3, 0])
        for law, text in zip(laws, (None, "Divide by h", "The thinner the strip, the more exact: the area grows as fast as f is high",
                                    "So any F with F' = f gives the area, as the difference of its values")):
            if text:
                note = say(self, text, note)
            self.play(FadeIn(law, shift=0.1 * DOWN), run_time=0.7)
            self.wait(1.3)
        self.wait(2)
