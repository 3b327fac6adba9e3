from manim import *
class A(Scene):
    def construct(self):
        square = Square()
        self.play(square.shift, UP)
