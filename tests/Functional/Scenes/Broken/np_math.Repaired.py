from manim import *
class A(Scene):
    def construct(self):
        n = np.math.factorial(4)
        self.play(Write(Integer(n)))
