from manim import *
import numpy as np


class Heads(Scene):
    def construct(self):
        rng = np.random.default_rng(7)
        counts = np.bincount(rng.binomial(8, 0.5, size=200), minlength=9)
        axes = Axes(x_range=[0, 9, 1], y_range=[0, int(counts.max()) + 5, 20], x_length=8, y_length=4, tips=False)
        bars = VGroup(*[
            Rectangle(width=axes.x_axis.unit_size * 0.8, height=max(axes.y_axis.unit_size * c, 0.01), fill_opacity=0.7, color=BLUE)
            .move_to(axes.c2p(k + 0.5, 0), aligned_edge=DOWN)
            for k, c in enumerate(counts)
        ])
        self.play(Create(axes))
        self.play(LaggedStart(*[GrowFromEdge(bar, DOWN) for bar in bars], lag_ratio=0.1), run_time=1)
