from manim import *

class PlayNone(Scene):
    def construct(self):
        s = Square()
        self.play(Create(s), None)
        self.play(self.wait(1))
