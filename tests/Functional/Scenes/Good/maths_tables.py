from manim import *


class Tables(Scene):
    def construct(self):
        left = MathTable([["x", "x^2"], ["2", "4"]]).scale(0.6)
        right = IntegerTable([[1, 2], [3, 4]], h_buff=1).scale(0.6)
        both = VGroup(left, right).arrange(RIGHT, buff=1)
        self.play(FadeIn(both))
        self.play(left.get_entries((1, 1)).animate.set_color(RED))
