from manim import *
class A(Scene):
    def construct(self):
        square = Square()
        square.set_x(1, UP, 3)
        self.play(Create(square))
