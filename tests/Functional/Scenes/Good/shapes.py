from manim import *


class Shapes(Scene):
    def construct(self):
        shapes = VGroup(Circle(), Square(side_length=1.5), Triangle(), RegularPolygon(6), Star(5, outer_radius=1), Annulus(0.5, 1)).scale(0.6)
        shapes.arrange_in_grid(rows=2, cols=3, buff=0.5).set_fill(BLUE, opacity=0.5)
        self.play(LaggedStartMap(DrawBorderThenFill, shapes, lag_ratio=0.2), run_time=1.5)
        self.play(shapes.animate.rotate(PI / 4))
