from manim import *

class Lu(Scene):
    def construct(self):
        eq = MathTex(r"\text{learning_rate} = 0.1")
        self.play(Write(eq))
