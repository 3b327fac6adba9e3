from manim import *

class Hex(Scene):
    def construct(self):
        d = Square(color="#12345", fill_color="blue-ish")
        self.play(Create(d))
