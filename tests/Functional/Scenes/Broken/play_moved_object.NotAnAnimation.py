from manim import *
class A(Scene):
    def construct(self):
        dot = Dot()
        self.play(dot.shift(UP))
