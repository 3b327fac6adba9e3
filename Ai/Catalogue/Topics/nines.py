#: name: 0.999... equals 1
#: title: Why 0.999… is 1
#: strong: 0 999, 0 9999, 0 99999, 0 999 1, point nine repeating, 0 9 repeating, 0 9 recurring, nines repeating, zero point nine
class Nines(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        note = say(self, "Call the number with endless nines x, and multiply it by ten")
        lines = formulas(
            (r"x = 0.999\ldots", r"10x = 9.999\ldots", r"10x - x = 9.999\ldots - 0.999\ldots", "9x = 9", "x = 1"),
            (AQUA, INK, INK, INK, LIME), 42, 6,
        ).move_to([-3.4, 0.3, 0])
        for k in (0, 1):
            self.play(FadeIn(lines[k], shift=0.1 * DOWN), run_time=0.7)
        note = say(self, "Subtract: behind the points stand the same nines, and nothing is left of them", note)
        self.play(FadeIn(lines[2], shift=0.1 * DOWN), run_time=0.7)
        self.wait(0.6)
        for k in (3, 4):
            self.play(FadeIn(lines[k], shift=0.1 * DOWN), run_time=0.7)
        note = say(self, "A second way: a third is 0.333..., and three thirds are 1", note)
        other = formulas(
            (r"\frac{1}{3} = 0.333\ldots", r"3 \cdot \frac{1}{3} = 0.999\ldots", r"1 = 0.999\ldots"), (AQUA, INK, LIME), 40, 5
        ).move_to([3.6, 0.9, 0])
        for line in other:
            self.play(FadeIn(line, shift=0.1 * DOWN), run_time=0.7)
        note = say(self, "On the number line no gap is left: the distance to 1 is smaller than any number", note)
        line = Line([0.8, -1.7, 0], [6.4, -1.7, 0], color=DIM)
        spots = [6.4 - 5.6 * 0.35**k for k in range(7)]
        dots = VGroup(*[Dot([x, -1.7, 0], color=AMBER, radius=0.07) for x in spots])
        names = VGroup(*[number(text, 18, AMBER).move_to([x, -2.1, 0]) for text, x in zip(("0", "0.9", "0.99"), spots)])
        self.play(Create(line), FadeIn(number("1", 20, LIME).move_to([6.4, -2.1, 0])), run_time=0.6)
        self.play(LaggedStart(*[GrowFromCenter(dot) for dot in dots], lag_ratio=0.4), FadeIn(names), run_time=1.8)
        self.wait(3)
