from manim import *


class A(Scene):
    def construct(self):
        dot = Dot()
        self.play(Create(dot), GrowArrow(Arrow(dot, dot + RIGHT)))
