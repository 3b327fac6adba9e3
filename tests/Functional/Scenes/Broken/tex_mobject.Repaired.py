from manim import *
class A(Scene):
    def construct(self):
        self.play(Write(TexMobject("x^2")))
