from manim import *
class A(Scene)
    def construct(self):
        self.wait(1)
