from manim import *
class A(ThreeDScene):
    def construct(self):
        self.camera.reorient(phi=1)
        self.play(FadeIn(Cube()))
