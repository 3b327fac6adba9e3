from manim import *
class A(Scene):
    def construct(self):
        self.play(Create(Circle()), run_time=0)
