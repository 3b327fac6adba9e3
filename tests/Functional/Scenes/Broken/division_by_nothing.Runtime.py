from manim import *
class A(Scene):
    def construct(self):
        steps = [1, 2, 3]
        width = 6 / (len(steps) - 3)
        self.play(Create(Square(width)))
