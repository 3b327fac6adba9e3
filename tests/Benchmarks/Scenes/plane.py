from manim import *


class Bench(LinearTransformationScene):
    def __init__(self, **kwargs):
        super().__init__(show_coordinates=False, leave_ghost_vectors=False, **kwargs)

    def construct(self):
        self.apply_matrix([[1, 1], [0, 1]])
        self.wait(0.5)
