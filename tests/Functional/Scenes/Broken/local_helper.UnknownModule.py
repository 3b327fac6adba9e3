from manim import *
from .helpers import make_axes
class A(Scene):
    def construct(self):
        self.play(Create(make_axes()))
