import manim as mn
from manim import RIGHT, Circle, VGroup


class Qualified(mn.Scene):
    def construct(self):
        pair = VGroup(Circle(radius=1), mn.Square()).arrange(RIGHT)
        self.add(pair)
        self.wait(0.5)
        self.play(mn.FadeOut(pair), run_time=0.5)
