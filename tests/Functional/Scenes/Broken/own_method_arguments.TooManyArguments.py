from manim import *
class A(Scene):
    def construct(self):
        self.label("x", 3)
    def label(self, text):
        self.play(Write(Text(text)))
