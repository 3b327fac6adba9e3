from manim import *
class A(Scene):
    def construct(self):
        self.play(Write(Tex("50% of all")))
