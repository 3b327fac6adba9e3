from manim import *

class Ease(Scene):
    def construct(self):
        d = Dot()
        self.play(d.animate.shift(LEFT * 3), rate_func=rate_functions.ease_in_out)
        self.wait()
