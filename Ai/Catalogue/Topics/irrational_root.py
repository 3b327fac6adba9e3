#: name: The square root of 2 is irrational
#: title: √2 is not a fraction
#: strong: irrational number, root 2 irrational, sqrt 2 irrational, square root of 2 irrational, square root of two irrational
#: strong: sqrt2 irrational, irrationality of, sqrt 2 is irrational, root 2 is irrational, square root of 2 is irrational
#: strong: square root of two is irrational
#: weak: irrational
class IrrationalRoot(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        note = say(self, "√2 is the diagonal of a unit square. Suppose that it were a fraction, in lowest terms")
        square = Square(2.6, color=AQUA, stroke_width=4, fill_color=AQUA, fill_opacity=0.15).move_to(4.3 * LEFT)
        diagonal = Line(square.get_corner(DL), square.get_corner(UR), color=AMBER, stroke_width=5)
        tags = VGroup(
            formula("1", 36).next_to(square, DOWN, buff=0.15),
            formula("1", 36).next_to(square, LEFT, buff=0.15),
            formula(r"\sqrt{2}", 38, AMBER).move_to(square.get_center() + 0.45 * UP + 0.45 * LEFT),
        )
        self.play(Create(square), run_time=0.7)
        self.play(Create(diagonal), FadeIn(tags), run_time=0.7)
        lines = [
            (r"\sqrt{2} = \frac{p}{q}", "p and q whole, without a common divisor"),
            (r"2 q^2 = p^2", "square both sides and multiply by q²"),
            (r"p = 2m", "p² is even, so p is even: an odd number has an odd square"),
            (r"2 q^2 = 4 m^2", "insert p = 2m"),
            (r"q^2 = 2 m^2", "divide by 2: now q² is even, so q is even too"),
        ]
        shown, y = VGroup(), 2.45
        for law, why in lines:
            row = VGroup(formula(law, 38), words(why, 21, AMBER, 6.6)).arrange(DOWN, buff=0.12)
            row.move_to([2.6, y - row.height / 2, 0])
            y -= row.height + 0.17
            self.play(FadeIn(row, shift=0.1 * DOWN), run_time=0.6)
            self.wait(0.8 + 0.035 * len(why))
            shown.add(row)
        note = say(self, "Both are even, but they had no common divisor: a contradiction. So √2 is no fraction", note)
        cross = VGroup(*[Line(shown[0].get_corner(one), shown[0].get_corner(-one), color=ROSE, stroke_width=4) for one in (UL, UR)])
        self.play(Create(cross), run_time=0.8)
        self.wait(3)
