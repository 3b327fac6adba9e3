from manim import *


class Fill(Animation):
    def __init__(self, mobject, level=1.0, **kwargs):
        self.level = level
        super().__init__(mobject, **kwargs)

    def interpolate_mobject(self, alpha):
        self.mobject.set_fill(BLUE, opacity=self.level * self.rate_func(alpha))


class Filling(Scene):
    def construct(self):
        glass = Rectangle(height=3, width=1.5)
        self.add(glass)
        self.play(Fill(glass, level=0.8, run_time=1, rate_func=linear))
