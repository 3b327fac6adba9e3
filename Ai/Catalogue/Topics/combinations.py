#: name: Permutations and combinations
#: title: Does the order count?
#: strong: permutation and combination, permutation vs combination, combination vs permutation, permutation or combination
#: strong: combination and permutation, what is a combination, what is a permutation, n choose k formula, permutation combination
class Combinations(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        letters, pairs = "ABCD", []
        note = say(self, "Choose two of the four letters A, B, C and D")
        row = VGroup(*[words(x, 40, AMBER) for x in letters]).arrange(RIGHT, buff=0.9).move_to([-3.4, 2.2, 0])
        self.play(FadeIn(row), run_time=0.6)
        note = say(self, "If the order counts there are 4 ways for the first and 3 for the second: 12 permutations", note)
        table = VGroup()
        for i, first in enumerate(letters):
            for j, second in enumerate(x for x in letters if x != first):
                pair = words(first + second, 32).move_to([-5.5 + 1.5 * i, 1.0 - 0.8 * j, 0])
                pairs.append((first + second, pair))
                table.add(pair)
        self.play(LaggedStart(*[FadeIn(pair) for pair in table], lag_ratio=0.1), run_time=1.6)
        law = formula(r"4 \cdot 3 = 12", 42, AQUA).move_to([3.8, 1.8, 0])
        self.play(FadeIn(law), run_time=0.5)
        note = say(self, "If it does not count, AB and BA are the same choice: each appears twice", note)
        colors = {"AB": AQUA, "AC": AMBER, "AD": ROSE, "BC": LIME, "BD": VIOLET, "CD": INK}
        self.play(*[pair.animate.set_color(colors["".join(sorted(name))]) for name, pair in pairs], run_time=1)
        self.play(*[pair.animate.set_opacity(0.15) for name, pair in pairs if name != "".join(sorted(name))], run_time=0.8)
        note = say(self, "So divide by the 2 orders of each pair: 6 combinations", note)
        two = formula(r"\frac{4 \cdot 3}{2 \cdot 1} = \binom{4}{2} = 6", 42, LIME).move_to([3.8, 0.6, 0])
        self.play(FadeIn(two), run_time=0.6)
        self.wait(0.8)
        note = say(self, "In general, k of n: divide the permutations by the k! orders of what was chosen", note)
        self.play(FadeIn(formula(r"\binom{n}{k} = \frac{n!}{k!\,(n-k)!}", 44, AMBER).move_to([3.8, -1.0, 0])), run_time=0.6)
        self.wait(3)
