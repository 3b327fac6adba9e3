from manim import *
class A(Scene):
    def construct(self):
        dots = VGroup(*[Dot() for _ in range(100)])
        for step in range(100):
            for dot in range(100):
                self.play(dots[dot].animate.shift(0.01 * UP), run_time=0.2)
