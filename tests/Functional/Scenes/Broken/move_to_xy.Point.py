from manim import *

class Mv(Scene):
    def construct(self):
        c = Dot()
        c.move_to(2, 3)
        self.play(FadeIn(c))
        c.shift(1, 0)
        self.wait()
