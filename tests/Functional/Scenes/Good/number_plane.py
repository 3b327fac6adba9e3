from manim import *


class Plane(Scene):
    def construct(self):
        plane = NumberPlane(background_line_style={"stroke_opacity": 0.4})
        arrow = Vector([2, 1], color=YELLOW)
        label = arrow.coordinate_label(color=WHITE)
        self.play(Create(plane, lag_ratio=0.02), run_time=1)
        self.play(GrowArrow(arrow), Write(label))
