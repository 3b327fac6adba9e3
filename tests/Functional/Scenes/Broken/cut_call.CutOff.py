from manim import *
class A(Scene):
    def construct(self):
        circle = Circle(radius=1)
        self.play(Create(circle
