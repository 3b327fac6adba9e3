from manim import *

class Plane(Scene):
    def construct(self):
        plane = NumberPlane(
            x_range=[-7, 7], y_range=[-4, 4],
            background_line_style={"stroke_color": TEAL, "stroke_width": 2, "opacity": 0.5},
        )
        self.play(Create(plane))
