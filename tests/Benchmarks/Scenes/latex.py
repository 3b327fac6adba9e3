from manim import *


class Bench(Scene):
    def construct(self):
        first = MathTex(r"\frac{d}{dx} x^2 = 2x")
        second = MathTex(r"\int_0^1 2x \, dx = 1")
        words = Tex("The fundamental theorem of calculus").to_edge(UP)
        self.play(Write(words))
        self.play(Write(first))
        self.play(TransformMatchingTex(first, second))
        self.wait(1)
