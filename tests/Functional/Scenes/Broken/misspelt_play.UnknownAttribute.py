from manim import *
class A(Scene):
    def construct(self):
        self.paly(Create(Circle()))
        self.wait(1)
