from manim import *
class A(Scene):
    def construct(self):
        rect = Rectangle()
        dot = Dot(rect.bottom_left)
        self.play(Create(rect), FadeIn(dot))
