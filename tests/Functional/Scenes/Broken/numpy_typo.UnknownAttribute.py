from manim import *
import numpy as np
class A(Scene):
    def construct(self):
        xs = np.linespace(0, 1, 4)
        self.play(Create(VGroup(*[Dot([x, 0, 0]) for x in xs])))
