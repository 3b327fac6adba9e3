from manim import *

class LA(Scene):
    def construct(self):
        dots = [Dot(i * RIGHT) for i in range(3)]
        self.play(Create(dots))
        self.play(FadeOut(dots))
