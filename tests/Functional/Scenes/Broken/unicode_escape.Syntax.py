from manim import *

class Under(Scene):
    def construct(self):
        eq = MathTex("\underline{x} = \underbrace{a+b}_{c}")
        self.play(Write(eq))
