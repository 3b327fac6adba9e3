from manim import *
def construct(self):
    self.play(Create(Circle()))
