from manim import *


class Opening(Scene):
    def construct(self):
        self.play(Write(Text("Part one")))


class Ending(Scene):
    def construct(self):
        self.play(GrowFromCenter(Circle()))
        self.wait(0.3)
