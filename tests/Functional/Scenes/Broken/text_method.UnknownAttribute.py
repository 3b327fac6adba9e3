from manim import *
class A(Scene):
    def construct(self):
        label = Text("a")
        label.change_text("b")
        self.play(Write(label))
