from manim import *
class A(Scene):
    def construct(self):
        self.play(Write(Text("The area of a ci
