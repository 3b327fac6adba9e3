from manim import *
class A(Scene):
    def construct(self):
        corners = [(0, 0), (1, 0), (0, 1)]
        self.play(Create(Polygon(*corners)))
