#: name: Binomial distribution
#: title: Binomial distribution: heads in 12 tosses
#: strong: binomial distribution, binomial probability, bernoulli, galton board
class BinomialDistribution(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        n = 12
        old, tag = None, None
        row = [1.0]
        for _ in range(n):
            row = [(p + q) / 2 for p, q in zip([0.0] + row, row + [0.0])]
        note = say(self, "The chance of k heads: count the ways to choose which tosses are heads")
        law = formula(r"P(k) = \binom{12}{k} p^k (1-p)^{12-k}", 38, AMBER, 5.4).move_to(3.8 * RIGHT + 2.1 * UP)
        self.play(FadeIn(law), run_time=0.7)
        axis = Line(5.6 * LEFT, 5.6 * RIGHT, color=DIM, stroke_width=2).shift(2.2 * DOWN)
        names = VGroup(*[words(str(k), 20, DIM).move_to(np.array([0.85 * (k - 6), -2.5, 0])) for k in range(n + 1)])
        self.play(Create(axis), FadeIn(names), run_time=0.6)
        for p, color in ((0.5, AQUA), (0.3, ROSE), (0.7, LIME)):
            chance, ways = [], 1
            for k in range(n + 1):
                chance.append(ways * p ** k * (1 - p) ** (n - k))
                ways = ways * (n - k) // (k + 1)
            bars = VGroup(*[Rectangle(width=0.7, height=max(0.01, 14 * c), fill_color=color, fill_opacity=0.9, stroke_width=0).move_to(np.array([0.85 * (k - 6), -2.2, 0]), aligned_edge=DOWN) for k, c in enumerate(chance)])
            label = words(f"p = {p:g}: average {n * p:g} heads", 26, color).move_to(3.8 * LEFT + 2.1 * UP)
            if old is None:
                self.play(LaggedStart(*[GrowFromEdge(bar, DOWN) for bar in bars], lag_ratio=0.1), FadeIn(label), run_time=2)
                old, tag = bars, label
            else:
                note = say(self, "A biased coin moves the hill: its middle is near n times p", note)
                self.play(Transform(old, bars), FadeOut(tag), FadeIn(label), run_time=1.2)
                tag = label
            self.wait(1)
        self.wait(1)
