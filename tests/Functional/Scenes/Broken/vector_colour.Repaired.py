from manim import *

class V(Scene):
    def construct(self):
        plane = NumberPlane()
        v1 = plane.get_vector([2, 1], colour=GREEN)
        self.play(Create(plane), Create(v1))
