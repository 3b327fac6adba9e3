from manim import *
import math
class A(Scene):
    def construct(self):
        self.play(Rotate(Square(), math.toradians(90)))
