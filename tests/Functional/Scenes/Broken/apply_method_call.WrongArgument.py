from manim import *

class Old(Scene):
    def construct(self):
        c = Circle()
        self.add(c)
        self.play(ApplyMethod(c.shift(RIGHT)))
