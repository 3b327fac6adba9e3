from manim import *

class Colours(Scene):
    def construct(self):
        c = Circle(color="CYAN", fill_opacity=0.5)
        s = Square(color="lightblue").next_to(c)
        self.play(Create(c), Create(s))
