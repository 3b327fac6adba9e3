from manim import *
class A(Scene):
    def construct(self):
        square = Square().move_to([2, 1])
        self.play(Create(square))
