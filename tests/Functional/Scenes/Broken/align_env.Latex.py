from manim import *

class Al(Scene):
    def construct(self):
        eq = MathTex(r"\begin{align} a &= b \\ c &= d \end{align}")
        self.play(Write(eq))
        self.wait()
