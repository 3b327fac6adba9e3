from manim import *
class A(Scene):
    def construct(self):
        a, b = [Dot()]
        self.play(Create(a))
