from manim import *

class Row(Scene):
    def construct(self):
        squares = VGroup([Square().scale(0.4) for _ in range(5)], Circle(), None)
        squares.arrange(RIGHT)
        self.play(Create(squares))
