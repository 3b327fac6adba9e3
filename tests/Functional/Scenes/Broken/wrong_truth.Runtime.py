from manim import *
class A(Scene):
    def construct(self):
        for edge in (LEFT, RIGHT):
            if edge == LEFT:
                self.play(Create(Dot(edge)))
