from manim import *
class A(Scene):
    def construct(self):
        self.build()
        self.play(Create(shape))
    def build(self):
        shape = Square()
