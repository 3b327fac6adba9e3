from manim import *

class T(Scene):
    def construct(self):
        a = Square()
        b = Circle()
        self.add(a)
        self.play(Transform(a))
        self.wait()
