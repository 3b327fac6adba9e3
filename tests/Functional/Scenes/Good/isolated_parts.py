from manim import *


class Isolated(Scene):
    def construct(self):
        before = MathTex("{{ x }} + 3 = 7")
        after = MathTex("{{ x }} = 4")
        self.add(before)
        self.play(TransformMatchingTex(before, after), run_time=1)
        self.wait(0.2)
