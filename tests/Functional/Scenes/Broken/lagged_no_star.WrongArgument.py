from manim import *

class LS(Scene):
    def construct(self):
        g = VGroup(*[Square() for _ in range(3)]).arrange()
        self.play(LaggedStart(FadeIn(m) for m in g))
        self.play(LaggedStartMap(FadeIn, *g, lag=0.3))
