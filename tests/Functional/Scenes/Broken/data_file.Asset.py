from manim import *
class A(Scene):
    def construct(self):
        data = open("data.csv").read()
        self.play(Write(Text(data)))
