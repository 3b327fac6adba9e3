from manim import *
class A(Scene):
    def construct(self):
        self.play(Write(Tex(r"f'(x) = x^2")))
