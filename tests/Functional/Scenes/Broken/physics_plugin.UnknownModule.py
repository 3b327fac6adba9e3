from manim import *
from manim_physics import *
class A(Scene):
    def construct(self):
        self.play(Create(Pendulum()))
