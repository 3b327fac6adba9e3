from manim import *

class Parabola(Scene):
    def construct(self):
        axes = Axes(x_range=[-3, 3], y_range=[0, 9])
        graph = axes.get_graph(lambda x: x ** 2, x_min=-3, x_max=3, color=YELLOW)
        self.play(Create(axes), Create(graph))
        self.wait(2)
