#: name: Even and odd numbers
#: title: Odd plus odd is even
#: strong: two odd number, sum of two odd, odd plus odd, even and odd number, odd and even number, even plus even, even and odd
#: strong: sum of two even, even or odd number
class Parity(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")

        def pairs(count, odd, x, y, color):
            dots = [Dot([x + 0.5 * (k // 2), y + 0.5 * (k % 2), 0], radius=0.17, color=color) for k in range(2 * count)]
            return VGroup(*dots, *([Dot([x + 0.5 * count, y, 0], radius=0.17, color=ROSE)] if odd else []))

        note = say(self, "An even number is made of pairs; an odd one has a single dot left")
        even = pairs(3, False, -5.8, 1.4, AQUA)
        odd = pairs(2, True, -1.5, 1.4, AMBER)
        self.play(FadeIn(even), FadeIn(formula("6 = 2 \\cdot 3", 36, AQUA).move_to([-5.2, 0.8, 0])), run_time=0.8)
        self.play(FadeIn(odd), FadeIn(formula("5 = 2 \\cdot 2 + 1", 36, AMBER).move_to([-0.9, 0.8, 0])), run_time=0.8)
        note = say(self, "Put two odd numbers together: the two single dots make one more pair", note)
        one, two = pairs(2, True, -5.8, -1.4, AMBER), pairs(3, True, -2.6, -1.4, LIME)
        self.play(FadeIn(one), FadeIn(two), run_time=0.8)
        self.play(two.animate.shift(1.2 * LEFT), run_time=0.8)
        self.play(one[-1].animate.move_to([-1.6, -1.4, 0]), two[-1].animate.move_to([-1.6, -0.9, 0]), run_time=1.1)
        note = say(self, "Nothing is left over, so the sum is even. As a formula:", note)
        law = formulas(
            (r"(2m + 1) + (2n + 1)", r"= 2m + 2n + 2", r"= 2\,(m + n + 1)"), (INK, INK, LIME), 42, 5.4
        ).move_to([4.1, 0.2, 0])
        for line in law:
            self.play(FadeIn(line, shift=0.1 * DOWN), run_time=0.6)
            self.wait(0.6)
        note = say(self, "In the same way even plus even is even, and even plus odd is odd", note)
        self.wait(3)
