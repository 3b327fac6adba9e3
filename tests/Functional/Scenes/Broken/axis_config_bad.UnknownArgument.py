from manim import *

class AxisCfg(Scene):
    def construct(self):
        ax = Axes(
            x_range=[-4, 4, 1],
            y_range=[-2, 2, 1],
            axis_config={"color": BLUE, "include_tips": False, "number_scale_value": 0.5},
            x_axis_config={"numbers_to_show": [1, 2]},
        )
        self.play(Create(ax))
