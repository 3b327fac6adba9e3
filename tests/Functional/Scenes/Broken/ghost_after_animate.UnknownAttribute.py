from manim import *
class A(Scene):
    def construct(self):
        square = Square()
        self.play(square.animate.move_right(2))
