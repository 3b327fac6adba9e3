from manim import *
class A(Scene):
    def construct(self):
        self.play(Create(Circle()))
class B(Scene):
    def construct(self):
        self.add(Square())
