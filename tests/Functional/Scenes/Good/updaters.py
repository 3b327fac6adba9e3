from manim import *


class Follow(Scene):
    def construct(self):
        dot = Dot(color=YELLOW)
        label = DecimalNumber(0, num_decimal_places=2).add_updater(lambda m: m.next_to(dot, UP).set_value(dot.get_x()))
        trail = TracedPath(dot.get_center, stroke_color=YELLOW, dissipating_time=0.5)
        self.add(dot, label, trail)
        dot.add_updater(lambda mob, dt: mob.rotate(2 * dt, about_point=LEFT))
        self.wait(1)
        dot.clear_updaters()
        self.play(dot.animate.move_to(RIGHT * 3))
