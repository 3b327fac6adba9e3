from manim import *
class A(Scene):
    def construct(self):
        self.play(Create(Circle(radius=1, position=LEFT)))
