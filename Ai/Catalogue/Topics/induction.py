#: name: Proof by induction
#: title: Proof by induction
#: strong: proof by induction, proofs by induction, mathematical induction, by induction, domino proof, inductive proof
#: weak: induction
class Induction(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        note = say(self, "A statement about every whole number n is like an endless row of dominoes")
        pieces = VGroup(*[
            RoundedRectangle(width=0.28, height=1.5, corner_radius=0.05, color=AQUA, fill_color=AQUA, fill_opacity=0.8, stroke_width=2)
            .move_to([-6 + 0.85 * k, 1.1, 0])
            for k in range(9)
        ])
        names = VGroup(*[number(str(k + 1), 22, DIM).next_to(piece, DOWN, buff=0.15) for k, piece in enumerate(pieces)])
        more = words("…", 40, DIM).move_to([1.75, 1.1, 0])
        self.play(LaggedStart(*[FadeIn(VGroup(p, n)) for p, n in zip(pieces, names)], lag_ratio=0.08), FadeIn(more), run_time=1.2)
        self.wait(0.8)
        note = say(self, "The first one falls, and each one knocks over the next: then all fall", note)
        falls = [Rotate(piece, -1.1, about_point=piece.get_corner(DR)) for piece in pieces]
        self.play(LaggedStart(*falls, lag_ratio=0.35), FadeOut(more), run_time=2.4)
        steps = VGroup(
            words("1. It holds for n = 1", 25, AMBER), words("2. If it holds for n, it holds for n + 1", 25, AMBER),
        ).arrange(DOWN, aligned_edge=LEFT, buff=0.3).scale_to_fit_width(4.1).move_to([4.8, 1.1, 0])
        self.play(FadeIn(steps), run_time=0.7)
        self.wait(1.2)
        note = say(self, "Example: the sum of the numbers from 1 to n", note)
        lines = [
            r"1 + 2 + \dots + n = \frac{n(n+1)}{2}",
            r"n = 1: \quad 1 = \frac{1 \cdot 2}{2}",
            r"1 + \dots + n + (n+1) = \frac{n(n+1)}{2} + (n+1)",
            r"= \frac{n(n+1) + 2(n+1)}{2} = \frac{(n+1)(n+2)}{2}",
        ]
        proof = formulas(lines, [LIME, INK, INK, INK], 34, 6.4)
        left, right = VGroup(*proof[:2]).arrange(DOWN, buff=0.3), VGroup(*proof[2:]).arrange(DOWN, buff=0.3)
        left.move_to([-3.6, -1.4, 0])
        right.move_to([3.2, -1.4, 0])
        texts = ("What is to be shown", "The first domino: it holds for n = 1", "The next one: add n + 1 to both sides of what holds for n",
                 "That is the same formula for n + 1, so every domino falls")
        for line, text in zip(proof, texts):
            note = say(self, text, note)
            self.play(FadeIn(line, shift=0.1 * DOWN), run_time=0.7)
            self.wait(1.3)
        self.wait(2)
