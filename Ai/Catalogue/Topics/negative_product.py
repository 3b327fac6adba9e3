#: name: Negative times negative
#: title: Why minus times minus is plus
#: strong: negative times negative, minus times minus, product of negatives, product of two negatives, multiply negatives
#: strong: multiplying negatives, two negatives, negative multiplied by negative, negative times a negative
#: strong: negative number times negative
class NegativeProduct(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        note = say(self, "Multiply −2 by 3, 2, 1, 0: the first factor goes down by one each time")
        factors = (3, 2, 1, 0, -1, -2, -3)
        rows = VGroup()
        for k, factor in enumerate(factors):
            shown = f"({factor})" if factor < 0 else f"{factor}"
            left = formula(rf"{shown} \cdot (-2)", 38, INK if factor >= 0 else AMBER)
            equals = formula("=", 38, DIM)
            value = formula(f"{-2 * factor}", 38, INK if factor >= 0 else LIME)
            y = 2.1 - 0.72 * k
            left.next_to(np.array([-3.3, y, 0]), LEFT, buff=0.2)
            equals.move_to([-3.1, y, 0])
            value.next_to(np.array([-2.1, y, 0]), LEFT, buff=0)
            rows.add(VGroup(left, equals, value))
        for row in rows[:4]:
            self.play(FadeIn(row, shift=0.1 * DOWN), run_time=0.5)
        note = say(self, "The product goes up by two each time", note)
        steps = VGroup(*[formula("+2", 28, AQUA).move_to([-1.4, 1.74 - 0.72 * k, 0]) for k in range(6)])
        self.play(FadeIn(steps[:3]), run_time=0.6)
        self.wait(0.8)
        note = say(self, "Keep the pattern: below zero it must go on in the same way", note)
        for row, step in zip(rows[4:], steps[3:]):
            self.play(FadeIn(step), FadeIn(row, shift=0.1 * DOWN), run_time=0.7)
        self.wait(1)
        note = say(self, "Only so the rule a(b + c) = ab + ac holds for all numbers", note)
        lines = [
            r"0 = (-3) \cdot 0",
            r"= (-3) \cdot (2 + (-2))",
            r"= (-3) \cdot 2 + (-3) \cdot (-2)",
            r"= -6 + (-3) \cdot (-2)",
            r"\Rightarrow (-3) \cdot (-2) = 6",
        ]
        proof = formulas(lines, [INK, INK, INK, INK, LIME], 36, 5.6).move_to(3.2 * RIGHT + 0.1 * UP)
        for line in proof:
            self.play(FadeIn(line, shift=0.1 * DOWN), run_time=0.6)
            self.wait(0.7)
        self.wait(2)
