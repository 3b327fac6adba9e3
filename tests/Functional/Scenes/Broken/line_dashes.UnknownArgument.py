from manim import *
class A(Scene):
    def construct(self):
        self.play(Create(Line(LEFT, RIGHT, dash_length=0.1)))
