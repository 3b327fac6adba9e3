from manim import *


class Arrows(VectorScene):
    def construct(self):
        plane = self.add_plane(animate=False)
        plane.add_coordinates()
        vector = self.add_vector([2, -1], color=GREEN)
        self.write_vector_coordinates(vector)
        self.wait(0.2)
