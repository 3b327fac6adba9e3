from manim import *
class A(Scene):
    def construct(self):
        parts = ["x", "y_{1"]
        self.play(Write(MathTex("+".join(parts))))
