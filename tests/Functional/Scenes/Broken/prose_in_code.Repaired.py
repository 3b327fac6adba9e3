Here is the scene that you asked for:
from manim import *
class A(Scene):
    def construct(self):
        self.wait(1)
