from manim import *
class A(Scene):
    def construct(self):
        self.play(Write(Tex(r"The slope is \frac{1}{2}")))
