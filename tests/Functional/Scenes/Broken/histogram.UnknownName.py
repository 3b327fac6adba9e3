from manim import *
class A(Scene):
    def construct(self):
        self.play(Create(Histogram([1, 2, 3])))
