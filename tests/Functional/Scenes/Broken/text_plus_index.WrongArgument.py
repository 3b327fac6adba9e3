from manim import *

class DD(Scene):
    def construct(self):
        for i, name in enumerate(["a", "b"]):
            t = Text(name + " " + i)
            self.play(Write(t))
