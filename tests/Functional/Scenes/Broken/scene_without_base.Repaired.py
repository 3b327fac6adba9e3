from manim import *
class Main:
    def construct(self):
        self.play(Create(Circle()))
