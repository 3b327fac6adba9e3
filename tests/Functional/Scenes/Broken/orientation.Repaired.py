from manim import *
class A(Scene):
    def construct(self):
        self.set_camera_orientation(phi=60 * DEGREES)
        self.play(FadeIn(Cube()))
