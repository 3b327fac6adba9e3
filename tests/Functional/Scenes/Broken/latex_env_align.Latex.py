from manim import *

class La(Scene):
    def construct(self):
        eq = MathTex(r"""
        \begin{align*}
        a &= b + c \\
          &= d
        \end{align*}
        """)
        self.play(Write(eq))
