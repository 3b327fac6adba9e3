from manim import *
class A(Scene):
    def construct(self):
        label = Text()
        self.play(Write(label))
