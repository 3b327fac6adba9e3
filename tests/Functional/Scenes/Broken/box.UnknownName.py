from manim import *
class A(ThreeDScene):
    def construct(self):
        self.play(FadeIn(Box(width=1, height=2, depth=3)))
