from manim import *
class A(Scene):
    def construct(self):
        dot = Dot()
        while True:
            self.play(dot.animate.shift(UP * 0.1))
