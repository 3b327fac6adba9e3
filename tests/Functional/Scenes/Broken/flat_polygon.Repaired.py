from manim import *
class A(Scene):
    def construct(self):
        self.play(Create(Polygon((0, 0), (1, 0), (0, 1))))
