from manim import *
class A(Scene):
    def construct(self):
        self.apply_matrix([[1, 1], [0, 1]])
        self.wait(1)
