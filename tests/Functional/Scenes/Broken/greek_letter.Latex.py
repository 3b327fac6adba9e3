from manim import *
class A(Scene):
    def construct(self):
        self.play(Write(MathTex("2π r")))
