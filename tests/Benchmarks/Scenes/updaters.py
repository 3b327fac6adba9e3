from manim import *


class Bench(Scene):
    def construct(self):
        angle = ValueTracker(0)
        circle = Circle(2)
        arm = always_redraw(lambda: Line(ORIGIN, 2 * np.array([np.cos(angle.get_value()), np.sin(angle.get_value()), 0]), color=YELLOW))
        dot = always_redraw(lambda: Dot(arm.get_end(), color=RED))
        value = always_redraw(lambda: DecimalNumber(angle.get_value()).to_corner(UL))
        path = TracedPath(dot.get_center, stroke_color=RED)
        self.add(circle, arm, dot, value, path)
        self.play(angle.animate.set_value(TAU), run_time=4, rate_func=linear)
        self.wait(0.5)
