from manim import *
class A(Scene):
    def construct(self):
        self.play(Write(MathTypst("x^2")))
