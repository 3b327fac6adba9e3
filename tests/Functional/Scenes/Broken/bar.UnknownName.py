from manim import *
class A(Scene):
    def construct(self):
        bars = VGroup(*[Bar(height=h) for h in (1, 2)])
        self.play(Create(bars))
