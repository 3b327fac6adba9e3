from manim import *


class Curve(Scene):
    def construct(self):
        axes = Axes(x_range=[-3, 3, 1], y_range=[-1, 9, 2], x_length=7, y_length=5, axis_config={"include_tip": True})
        labels = axes.get_axis_labels(x_label="x", y_label="f(x)")
        curve = axes.plot(lambda x: x**2, color=BLUE, x_range=[-2.8, 2.8])
        name = axes.get_graph_label(curve, label="x^2", x_val=2)
        self.play(Create(axes), FadeIn(labels))
        self.play(Create(curve), Write(name))
