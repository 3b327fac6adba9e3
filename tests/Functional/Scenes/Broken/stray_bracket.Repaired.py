from manim import *
class A(Scene):
    def construct(self):
        self.play(Create(Circle())))
        self.wait(1)
