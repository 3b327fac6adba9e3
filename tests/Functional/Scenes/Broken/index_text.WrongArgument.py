from manim import *

class It(Scene):
    def construct(self):
        eq = MathTex("a", "+", "b")
        eq["a"].set_color(RED)
        self.play(Write(eq))
