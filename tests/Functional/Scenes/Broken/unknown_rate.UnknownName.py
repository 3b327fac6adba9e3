from manim import *
class A(Scene):
    def construct(self):
        self.play(Create(Circle()), rate_func=ease_in_outt)
