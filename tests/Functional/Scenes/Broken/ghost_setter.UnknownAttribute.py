from manim import *
class A(Scene):
    def construct(self):
        circle = Circle()
        circle.set_thickness(5)
        self.play(Create(circle))
