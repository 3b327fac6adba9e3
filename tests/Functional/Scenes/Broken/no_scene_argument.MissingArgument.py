from manim import *
class A(Scene):
    def construct(self):
        axes = Axes()
        graph = axes.plot()
        self.play(Create(graph))
