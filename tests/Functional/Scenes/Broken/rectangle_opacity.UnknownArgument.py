from manim import *
class A(Scene):
    def construct(self):
        self.play(Create(Rectangle(color=RED, opacity=0.5)))
