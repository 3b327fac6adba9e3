from manim import *
class A(Scene):
    def construct(self):
        label = Text("a").to_edge("UP")
        self.play(Write(label))
