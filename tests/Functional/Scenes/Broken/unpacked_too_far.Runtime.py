from manim import *
class A(Scene):
    def construct(self):
        values = {"a": 1}
        self.play(Write(Text(str(values["b"]))))
