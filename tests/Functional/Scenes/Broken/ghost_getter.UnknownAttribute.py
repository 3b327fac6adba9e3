from manim import *
class A(Scene):
    def construct(self):
        square = Square()
        dot = Dot(square.get_middle_point())
        self.play(Create(square), FadeIn(dot))
