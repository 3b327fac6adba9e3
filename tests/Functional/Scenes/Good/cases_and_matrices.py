from manim import *


class Cases(Scene):
    def construct(self):
        cases = MathTex(r"|x| = \begin{cases} x & x \ge 0 \\ -x & x < 0 \end{cases}")
        matrix = MathTex(r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}").next_to(cases, DOWN)
        self.play(FadeIn(cases))
        self.play(FadeIn(matrix, scale=1.5))
