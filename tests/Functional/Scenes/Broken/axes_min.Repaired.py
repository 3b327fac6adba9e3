from manim import *
class A(Scene):
    def construct(self):
        self.play(Create(Axes(x_min=-3, x_max=3, y_min=0, y_max=9)))
