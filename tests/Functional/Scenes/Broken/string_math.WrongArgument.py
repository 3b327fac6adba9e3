from manim import *

class Sm(Scene):
    def construct(self):
        n = 3
        t = Text("n = " + n)
        self.play(Write(t))
