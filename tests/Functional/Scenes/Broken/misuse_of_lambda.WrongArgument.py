from manim import *

class Lam(Scene):
    def construct(self):
        ax = Axes()
        g = ax.plot(lambda x, a: a * x ** 2)
        self.play(Create(ax), Create(g))
