from manim import *


class A(Scene):
    def construct(self):
        self.add(Tex(r"\(x^2\) and \[y_1\]"), MathTex(r"\{o_i\}_{i=1}^G").shift(UP))
        self.wait(1)
