from manim import *


class Field(Scene):
    def construct(self):
        field = ArrowVectorField(lambda p: np.array([-p[1], p[0], 0]) / 3, x_range=[-3, 3, 1], y_range=[-2, 2, 1])
        dot = Dot(RIGHT * 2)
        self.add(field)
        dot.add_updater(field.get_nudge_updater())
        self.add(dot)
        self.wait(1)
