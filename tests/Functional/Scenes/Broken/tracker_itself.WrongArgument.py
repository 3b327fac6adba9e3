from manim import *

class Counter(Scene):
    def construct(self):
        tracker = ValueTracker(0)
        number = DecimalNumber(0)
        number.add_updater(lambda m: m.set_value(tracker))
        self.add(number)
        self.play(tracker.animate.set_value(10), run_time=3)
