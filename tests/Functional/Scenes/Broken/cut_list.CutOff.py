from manim import *
class A(Scene):
    def construct(self):
        values = [1, 2, 3,
