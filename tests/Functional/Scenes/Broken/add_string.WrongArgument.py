from manim import *

class Strings(Scene):
    def construct(self):
        c = Circle()
        self.add("Hello", c)
        self.wait()
