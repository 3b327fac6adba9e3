from manim import *

class Po(Scene):
    def construct(self):
        pts = [[0, 0, 0], [1, 0, 0], [0, 1, 0]]
        self.play(Create(Polygon(pts, color=RED)))
