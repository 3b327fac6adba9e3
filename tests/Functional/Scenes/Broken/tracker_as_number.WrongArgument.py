from manim import *

class U(Scene):
    def construct(self):
        t = ValueTracker(0)
        label = DecimalNumber(t)
        label.add_updater(lambda d: d.set_value(t.get_value()))
        self.add(label)
        self.play(t.animate.set_value(5))
