from manim import *


class Sales(Scene):
    def construct(self):
        chart = BarChart(values=[3, 5, 2, 6], bar_names=["a", "b", "c", "d"], y_range=[0, 8, 2], y_length=4, x_length=8)
        values = chart.get_bar_labels(font_size=30)
        self.play(Create(chart))
        self.play(FadeIn(values), chart.animate.change_bar_values([4, 4, 4, 4]))
