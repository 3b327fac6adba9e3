from manim import *
class A(Scene):
    def construct(self):
        row = VGroup(Dot(), Dot())
        row.move_to(ORIGIN, align=UP)
        self.play(FadeIn(row))
