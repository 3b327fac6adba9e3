from manim import *


class A(Scene):
    def construct(self):
        dots = [Dot(point, color=colour) for point, colour in zip([(1, 2), (3, 1)], [RED, BLUE])]
        self.play(*[FadeIn(dot) for dot in dots])
