from manim import *

class Pie(Scene):
    def construct(self):
        s = Sector(outer_radius=2, inner_radius=0.5, angle=PI / 3, color=BLUE)
        self.play(Create(s))
