from manim import *


class Becoming(Scene):
    def construct(self):
        shape = Square().set_fill(PINK, 0.5)
        self.play(Create(shape))
        for target in (Circle(), Triangle(), Star()):
            self.play(Transform(shape, target.set_fill(BLUE, 0.5)), run_time=0.6)
        shape.generate_target()
        shape.target.shift(RIGHT * 3).scale(0.5)
        self.play(MoveToTarget(shape))
