from manim import *
class A(Scene):
    def construct(self):
        dot = Dot()
        self.animate(Create(dot))
        self.wait(1)
