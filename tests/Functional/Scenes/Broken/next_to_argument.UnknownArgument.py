from manim import *
class A(Scene):
    def construct(self):
        label = Text("a").next_to(ORIGIN, UP, spacing=0.5)
        self.play(Write(label))
