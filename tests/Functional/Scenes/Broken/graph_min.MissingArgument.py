from manim import *
class A(Scene):
    def construct(self):
        self.play(Create(Graph(x_min=0, x_max=1)))
