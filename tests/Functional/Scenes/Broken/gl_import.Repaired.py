from manimlib import *
class A(Scene):
    def construct(self):
        self.play(ShowCreation(Circle()))
