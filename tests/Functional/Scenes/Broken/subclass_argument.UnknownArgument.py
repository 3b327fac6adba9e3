from manim import *
class Tile(Square):
    pass
class A(Scene):
    def construct(self):
        self.play(Create(Tile(side_length=1, shade=RED)))
