from manim import *
class A(Scene):
    def construct(self):
        self.play(GrowArrow(Arrow(LEFT, RIGHT, thickness=3)))
