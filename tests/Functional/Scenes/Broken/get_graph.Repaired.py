from manim import *
class A(Scene):
    def construct(self):
        axes = Axes()
        self.play(Create(axes.get_graph(lambda x: x)))
