from manim import *
class A(Scene):
    def construct(self):
        circle = Circle()
        self.play(Create(circel))
