from manim import *
class A(Scene):
    def construct(self):
        axes = Axes(axis_config={"color": BLUE, "include_
