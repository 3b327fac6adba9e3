from manim import *


class Counter(Scene):
    def construct(self):
        tracker = ValueTracker(0)
        number = Integer(0).scale(2)
        number.add_updater(lambda n: n.set_value(int(tracker.get_value())))
        variable = Variable(0.5, "x", num_decimal_places=1).to_edge(DOWN)
        self.add(number, variable)
        self.play(tracker.animate.set_value(9), variable.tracker.animate.set_value(3), run_time=1.2, rate_func=linear)
