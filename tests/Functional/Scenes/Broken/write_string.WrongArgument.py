from manim import *

class Strings(Scene):
    def construct(self):
        self.play(Write("Hello World"))
        self.wait()
