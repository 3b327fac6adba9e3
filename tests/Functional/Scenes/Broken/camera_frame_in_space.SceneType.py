from manim import *
class A(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=1)
        self.play(self.camera.frame.animate.scale(2))
