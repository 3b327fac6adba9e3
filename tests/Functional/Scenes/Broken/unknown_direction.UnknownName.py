from manim import *
class A(Scene):
    def construct(self):
        self.play(Dot().animate.shift(TOP_LEFT))
