from manim import *
class A(Scene):
    def contruct(self):
        self.play(Create(Circle()))
