from manim import *
class A(ThreeDScene):
    def construct(self):
        self.play(Create(Surface(lambda u, v: np.array([u, v, 0]), x_range=[-1, 1], y_range=[-1, 1])))
