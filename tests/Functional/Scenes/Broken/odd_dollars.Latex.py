from manim import *
class A(Scene):
    def construct(self):
        self.play(Write(Tex(r"Let $x be 2")))
