from manim import *
class A(ThreeDScene):
    def construct(self):
        self.play(Create(Surface(lambda u, v: np.array([u, v, u * v]), u_range=[0, 1], v_range=[0, 1], resolution=(400, 400))))
