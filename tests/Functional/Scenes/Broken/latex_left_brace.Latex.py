from manim import *

class Lb(Scene):
    def construct(self):
        eq = MathTex(r"S = \left{ x \in \mathbb{R} : x > 0 \right}")
        self.play(Write(eq))
