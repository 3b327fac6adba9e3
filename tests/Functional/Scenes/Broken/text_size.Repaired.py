from manim import *
class A(Scene):
    def construct(self):
        self.play(Write(Text("big", size=60)))
