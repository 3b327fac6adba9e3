from manim import *
import numpy as np


class Numbered(Scene):
    def construct(self):
        axes = Axes(x_range=[0, 10, 2], y_range=[-1.5, 1.5, 0.5]).add_coordinates()
        wave = axes.plot(np.sin, color=GOLD)
        area = axes.get_area(wave, x_range=(0, PI), color=[BLUE, GREEN], opacity=0.4)
        self.add(axes)
        self.play(Create(wave))
        self.play(FadeIn(area))
