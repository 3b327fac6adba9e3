from manim import *

class Tp(Scene):
    def construct(self):
        d = Dot(RIGHT)
        p = TracedPath(d, stroke_color=RED)
        self.add(d, p)
        self.play(Rotate(d, TAU, about_point=ORIGIN))
