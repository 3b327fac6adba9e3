from manim import *
class A(Scene):
    def construct(self):
        self.play(Create(VerticalLine(x=1)))
