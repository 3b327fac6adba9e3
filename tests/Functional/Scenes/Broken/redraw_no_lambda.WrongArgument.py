from manim import *

class Redraw(Scene):
    def construct(self):
        t = ValueTracker(0)
        dot = always_redraw(Dot(point=[t.get_value(), 0, 0]))
        self.add(dot)
        self.play(t.animate.set_value(3))
