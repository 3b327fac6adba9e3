from manim import *
class A(Scene):
    def construct(self):
        row = VGroup(Dot(), Dot())
        row.align_horizontally(buff=1)
        self.play(FadeIn(row))
