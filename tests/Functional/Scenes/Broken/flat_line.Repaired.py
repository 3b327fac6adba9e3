from manim import *
class A(Scene):
    def construct(self):
        self.play(Create(Line((-1, 0), (1, 1))))
