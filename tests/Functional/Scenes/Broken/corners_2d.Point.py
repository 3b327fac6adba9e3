from manim import *

class Path(Scene):
    def construct(self):
        pts = [[-2, 0], [0, 2], [2, 0]]
        path = VMobject()
        path.set_points_as_corners(pts)
        self.play(Create(path))
