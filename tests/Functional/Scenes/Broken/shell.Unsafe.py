from manim import *
import os
class A(Scene):
    def construct(self):
        os.system("ls > /tmp/x")
        self.play(Create(Circle()))
