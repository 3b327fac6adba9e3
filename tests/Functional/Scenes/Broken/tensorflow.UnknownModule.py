from manim import *
import tensorflow as sp
class A(Scene):
    def construct(self):
        x = sp.symbols("x")
        self.play(Write(MathTex(sp.latex(sp.diff(x**2, x)))))
