from manim import *
class A(Scene):
    def construct(self):
        dot = Dot()
        self.play(FadeInFrom(dot, LEFT))
        self.play(FadeOutAndShift(dot, UP))
