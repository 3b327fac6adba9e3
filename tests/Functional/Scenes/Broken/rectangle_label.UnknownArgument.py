from manim import *
class A(Scene):
    def construct(self):
        self.play(Create(Rectangle(width=2, height=1, label="box")))
