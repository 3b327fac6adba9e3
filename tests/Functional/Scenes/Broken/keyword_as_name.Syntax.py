from manim import *
class A(Scene):
    def construct(self):
        lambda = MathTex("x")
        self.play(Write(lambda))
