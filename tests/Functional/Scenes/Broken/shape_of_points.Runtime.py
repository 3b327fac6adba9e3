from manim import *
class A(Scene):
    def construct(self):
        f = ParametricFunction(lambda t: np.array([t, t**2]), t_range=[0, 1])
        self.play(Create(f))
