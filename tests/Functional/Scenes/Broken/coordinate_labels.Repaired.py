from manim import *
class A(Scene):
    def construct(self):
        axes = Axes()
        axes.add_coordinate_labels()
        self.play(Create(axes))
