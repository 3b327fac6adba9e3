from manim import *

class TV(Scene):
    def construct(self):
        t = ValueTracker(1)
        c = always_redraw(lambda: Circle(radius=t.value))
        self.add(c)
        self.play(t.animate.set_value(2))
