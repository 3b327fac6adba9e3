from manim import *
class A(Scene):
    def construct(self):
        axes = Axes(x_range=[0, 3], y_range=[0, 9])
        graph = axes.plot_function(lambda x: x**2)
        self.play(Create(graph))
