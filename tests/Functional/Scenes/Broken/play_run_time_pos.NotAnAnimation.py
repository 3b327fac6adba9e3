from manim import *

class Prt(Scene):
    def construct(self):
        self.play(Create(Circle()), 2)
