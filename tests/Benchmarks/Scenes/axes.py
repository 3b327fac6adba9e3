from manim import *


class Bench(Scene):
    def construct(self):
        axes = Axes(x_range=[-3, 3], y_range=[-1, 9], x_length=8, y_length=5).add_coordinates()
        graph = axes.plot(lambda x: x ** 2, color=BLUE)
        area = axes.get_area(graph, x_range=[0, 2], color=GREEN, opacity=0.5)
        self.play(Create(axes), run_time=1)
        self.play(Create(graph), run_time=2)
        self.play(FadeIn(area))
        self.wait(1)
