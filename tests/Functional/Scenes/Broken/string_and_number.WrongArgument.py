from manim import *
class A(Scene):
    def construct(self):
        count = 3
        self.play(Write(Text("Count: " + count)))
