#: name: Binomial distribution
#: title: Binomial distribution
#: strong: binomial distribution, binomial probability, bernoulli, galton board, binomial
#: slot: TRIALS 12 1 30 whole | n, trial, toss, throw, flip, coin, tries, attempt
#: slot: CHANCE 0.5 0.01 0.99 | p, probability, chance, success probability, success
class BinomialDistribution(Scene):
    def construct(self):
        n, p = {{TRIALS}}, {{CHANCE}}
        begin(self, "{{TITLE}}", "{{NOTE}}")
        step = min(0.85, 11.4 / (n + 1))
        law = formula(r"P(k) = \binom{" + str(n) + r"}{k} p^k (1-p)^{" + str(n) + "-k}", 36, AMBER, 5.4).move_to(3.6 * RIGHT + 2.2 * UP)
        note = say(self, f"{n} tries, each succeeds with chance p: how likely are k successes?")
        axis = Line(5.9 * LEFT, 5.9 * RIGHT, color=DIM, stroke_width=2).shift(2.3 * DOWN)
        names = VMobject(stroke_width=0, fill_color=DIM, fill_opacity=1)
        for k in range(0, n + 1, 1 if n <= 20 else 2):
            names.append_points(number(str(k), 18).move_to(np.array([step * (k - n / 2), -2.56, 0])).points)
        self.play(FadeIn(axis), FadeIn(names), FadeIn(law), run_time=0.6)

        def chances(p):
            made, ways = [], 1
            for k in range(n + 1):
                made.append(ways * p ** k * (1 - p) ** (n - k))
                ways = ways * (n - k) // (k + 1)
            return made

        tried = [p, 0.3, 0.7] if abs(p - 0.5) < 1e-6 else [0.5, p]
        scale = 3.6 / max(max(chances(q)) for q in tried)
        old, tag = None, None
        for q, color in zip(tried, (AQUA, ROSE, LIME)):
            row = chances(q)
            bars = VMobject(stroke_width=0, fill_color=color, fill_opacity=0.9)
            for k, c in enumerate(row):
                corner = np.array([step * (k - n / 2 - 0.42), -2.3, 0])
                wide, high = 0.84 * step * RIGHT, max(0.01, scale * c) * UP
                bars.start_new_path(corner).add_points_as_corners([corner + wide, corner + wide + high, corner + high, corner])
            label = VGroup(
                words(f"p = {num(q)}:  average n·p = {num(n * q)}", 26, color),
                words(f"most likely: {int(np.argmax(row))} with {100 * max(row):.1f} %", 22, DIM),
            ).arrange(DOWN, buff=0.15, aligned_edge=LEFT).move_to(3.6 * LEFT + 2.2 * UP)
            if old is None:
                self.play(GrowFromEdge(bars, DOWN), FadeIn(label), run_time=1.2)
                old = bars
            else:
                note = say(self, "Another chance moves the hill: its middle is near n times p", note)
                self.play(Transform(old, bars), FadeOut(tag), FadeIn(label), run_time=1)
            tag = label
            self.wait(1.6)
        self.wait(1 if len(tried) > 2 else 2)
