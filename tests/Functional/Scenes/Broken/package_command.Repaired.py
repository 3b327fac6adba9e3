from manim import *
class A(Scene):
    def construct(self):
        self.play(Write(MathTex(r"\cancel{x} + \textcolor{red}{y}")))
