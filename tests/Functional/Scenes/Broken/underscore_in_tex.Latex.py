from manim import *
class A(Scene):
    def construct(self):
        self.play(Write(Tex("my_variable")))
