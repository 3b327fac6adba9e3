from manim import *
class A(Scene):
    def construct(self):
        self.show(Circle())
        self.wait(1)
