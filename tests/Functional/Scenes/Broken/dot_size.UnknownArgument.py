from manim import *
class A(Scene):
    def construct(self):
        self.play(FadeIn(Dot(ORIGIN, size=0.3)))
