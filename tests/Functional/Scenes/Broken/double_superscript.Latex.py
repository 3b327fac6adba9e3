from manim import *
class A(Scene):
    def construct(self):
        self.play(Write(MathTex(r"x^2^3")))
