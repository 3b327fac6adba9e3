from manim import *

class LL(Scene):
    def construct(self):
        a = [Circle(), Square()]
        self.play(FadeIn(a[0]), FadeIn(a[1]))
        self.play(a.animate.shift(UP))
