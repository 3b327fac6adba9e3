from manim import *
class A(Scene):
    def construct(self):
        self.play(Write(MathTex(r"\begin{pmatrix} 1 & 2 \end{bmatrix}")))
