#: name: Where the quadratic formula comes from
#: title: Where the quadratic formula comes from
#: strong: derive the quadratic formula, derive quadratic formula, derivation of the quadratic formula, derivation of quadratic formula
#: strong: quadratic formula come from, quadratic formula comes from, prove the quadratic formula, proof of the quadratic formula
#: strong: why does the quadratic formula, quadratic formula proof, quadratic formula derivation
class QuadraticFormula(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        lines = [
            (r"a x^2 + b x + c = 0", "any quadratic equation, with a not 0"),
            (r"x^2 + \frac{b}{a} x = -\frac{c}{a}", "divide by a, and bring c to the other side"),
            (
                r"x^2 + \frac{b}{a} x + \left(\frac{b}{2a}\right)^2 = \left(\frac{b}{2a}\right)^2 - \frac{c}{a}",
                "add what is missing to a square",
            ),
            (r"\left(x + \frac{b}{2a}\right)^2 = \frac{b^2 - 4ac}{4a^2}", "the left side is a square now"),
            (r"x + \frac{b}{2a} = \pm \frac{\sqrt{b^2 - 4ac}}{2a}", "take the root: there are two"),
            (r"x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}", "bring b/2a to the other side"),
        ]
        x = -3.4
        b_side = Square(1.9, color=AQUA, fill_color=AQUA, fill_opacity=0.4).move_to([x - 1.4, 0.4, 0])
        strips = VGroup(
            Rectangle(width=0.8, height=1.9, color=AMBER, fill_color=AMBER, fill_opacity=0.4).next_to(b_side, RIGHT, buff=0),
            Rectangle(width=1.9, height=0.8, color=AMBER, fill_color=AMBER, fill_opacity=0.4).next_to(b_side, DOWN, buff=0),
        )
        missing = DashedVMobject(Square(0.8, color=LIME).next_to(strips[0], DOWN, buff=0))
        names = VGroup(
            formula("x^2", 36).move_to(b_side), formula(r"\frac{b}{2a} x", 24).move_to(strips[0]),
            formula(r"\frac{b}{2a} x", 24).move_to(strips[1]),
        )
        note = say(self, "The picture: a square x² and the rest cut into two strips; a small square is missing in the corner")
        self.play(FadeIn(b_side), FadeIn(strips), FadeIn(names), run_time=0.9)
        self.play(Create(missing), run_time=0.6)
        rows = VGroup(*[
            VGroup(formula(law, 40, LIME if k == 5 else INK, 6.4), words(why, 24, AMBER, 6.2)).arrange(DOWN, buff=0.12)
            for k, (law, why) in enumerate(lines)
        ])
        # Four rows fill the height; the last of them begins the next page.
        first, then = rows[:4], rows[3:]
        first.arrange(DOWN, buff=0.25).move_to([3.2, 0.35, 0])
        if first.height > 5.1:
            first.scale_to_fit_height(5.1).move_to([3.2, 0.35, 0])
        for k, row in enumerate(first):
            filled = Square(0.8, color=LIME, fill_color=LIME, fill_opacity=0.5).move_to(missing)
            self.play(FadeIn(row, shift=0.1 * DOWN), *([FadeIn(filled)] if k == 2 else []), run_time=0.6)
            self.wait(2)
        self.play(FadeOut(rows[:3]), rows[3].animate.move_to([3.2, first.get_top()[1] - rows[3].height / 2, 0]), run_time=0.8)
        for above, row in zip(then, then[1:]):
            row.next_to(above, DOWN, buff=0.35)
            self.play(FadeIn(row, shift=0.1 * DOWN), run_time=0.6)
            self.wait(2)
        note = say(self, "What stands under the root decides: two solutions, one, or none that is real", note)
        self.wait(3)
