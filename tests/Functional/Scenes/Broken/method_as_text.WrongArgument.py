from manim import *

class P(Scene):
    def construct(self):
        a = Dot(LEFT)
        b = Dot(RIGHT)
        line = Line(a, b)
        midpoint = Dot(line.get_midpoint(), color=RED)
        length = line.get_length
        self.play(Create(line), FadeIn(midpoint))
        self.play(Write(Text(length)))
