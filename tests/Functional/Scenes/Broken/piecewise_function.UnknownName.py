from manim import *
class A(Scene):
    def construct(self):
        f = PiecewiseFunction([0, 1], [1, 2])
        self.play(Create(f))
