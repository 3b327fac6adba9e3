from manim import *


class Rectangles(Scene):
    def construct(self):
        axes = Axes(x_range=[0, 5], y_range=[0, 6])
        curve = axes.plot(lambda t: 0.2 * t**2 + 1)
        coarse = axes.get_riemann_rectangles(curve, x_range=[0, 4], dx=1)
        fine = axes.get_riemann_rectangles(curve, x_range=[0, 4], dx=0.25)
        self.add(axes, curve)
        self.play(Create(coarse))
        self.play(ReplacementTransform(coarse, fine))
