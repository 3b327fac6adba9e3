from manim import *


class Bench(Scene):
    def construct(self):
        left, right = Matrix([[1, 2], [3, 4]]), Matrix([[0, 1], [1, 0]])
        pair = VGroup(left, right).arrange(RIGHT, buff=1)
        self.play(Write(pair))
        self.play(Indicate(left.get_rows()[0]), Indicate(right.get_columns()[1]))
        self.play(Circumscribe(pair))
        self.wait(0.5)
