from manim import *

class Gs(Scene):
    def construct(self):
        g = Group([Circle(), Square()])
        g.arrange_in_grid(n_rows=1, n_cols=2)
        self.play(FadeIn(g))
