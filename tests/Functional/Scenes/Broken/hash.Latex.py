from manim import *
class A(Scene):
    def construct(self):
        self.play(Write(Tex("We are #1")))
