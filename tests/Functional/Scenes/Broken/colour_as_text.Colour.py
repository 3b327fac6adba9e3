from manim import *
class A(Scene):
    def construct(self):
        self.play(Create(Circle(color="reddish")))
