from manim import *
class A(Scene):
    def construct(self):
        const dot = Dot();
        self.play(FadeIn(dot))
