from manim import *

class Slow(Scene):
    def construct(self):
        sq = Square()
        self.play(sq.animate.shift(RIGHT * 2), run_time="2")
        self.wait("1")
