from manim import *
class A(Scene):
    def construct(self):
        label = Text("a").next_to(ORIGIN, "above")
        self.play(Write(label))
