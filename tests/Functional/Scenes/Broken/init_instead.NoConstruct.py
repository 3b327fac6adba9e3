from manim import *
class A(Scene):
    def run(self):
        self.play(Create(Circle()))
