from manim import *
class A(Scene):
    def construct(self):
        self.play(Create(NumberPlane(grid_step=2)))
