from manim import *
class A(Scene):
    def construct(self):
        self.play(Write(MathTex(r"\left( \frac{1}{2}")))
