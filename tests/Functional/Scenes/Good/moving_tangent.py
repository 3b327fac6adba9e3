from manim import *


class Tangent(Scene):
    def construct(self):
        axes = Axes(x_range=[-2, 2], y_range=[-1, 4])
        curve = axes.plot(lambda x: x**2)
        t = ValueTracker(-1)
        dot = always_redraw(lambda: Dot(axes.i2gp(t.get_value(), curve), color=RED))
        line = always_redraw(lambda: axes.get_secant_slope_group(x=t.get_value(), graph=curve, dx=0.01, secant_line_length=4))
        self.add(axes, curve, dot, line)
        self.play(t.animate.set_value(1), run_time=1.5, rate_func=smooth)
