from manim import *


class Spin(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=70 * DEGREES, theta=30 * DEGREES)
        cube = Cube(side_length=2, fill_opacity=0.7)
        self.play(FadeIn(cube))
        self.begin_ambient_camera_rotation(rate=0.4)
        self.wait(1)
        self.stop_ambient_camera_rotation()
