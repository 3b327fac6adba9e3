from manim import *

class Upd(Scene):
    def construct(self):
        d = Dot()
        d.add_updater(lambda: d.shift(RIGHT * 0.1))
        self.add(d)
        self.wait(1)
