from manim import *


class Listing(Scene):
    def construct(self):
        code = Code(code_string="def square(x):\n    return x * x\n", language="python", background="window")
        self.play(FadeIn(code))
        self.play(code.animate.scale(0.8).to_edge(UP))
