from manim import *
class A(Scene):
    def construct(self):
        points = numpy.linspace(0, 1, 5)
        self.play(Create(VGroup(*[Dot([p, 0, 0]) for p in points])))
