from manim import *


class Complex(Scene):
    def construct(self):
        plane = ComplexPlane(x_range=(-3, 3), y_range=(-3, 3)).add_coordinates()
        point = Dot(plane.n2p(2 + 1j), color=YELLOW)
        image = Dot(plane.n2p((2 + 1j) * 1j), color=RED)
        self.add(plane)
        self.play(FadeIn(point, scale=0.5))
        self.play(TransformFromCopy(point, image, path_arc=PI / 2))
