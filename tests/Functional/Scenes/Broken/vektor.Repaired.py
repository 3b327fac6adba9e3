from manim import *
class A(Scene):
    def construct(self):
        self.play(GrowArrow(Vektor([1, 1])))
