from manim import *


class Titled(ThreeDScene):
    def construct(self):
        title = Text("A sphere").to_corner(UL)
        self.add_fixed_in_frame_mobjects(title)
        sphere = Sphere(radius=1, resolution=(10, 10))
        self.set_camera_orientation(phi=75 * DEGREES)
        self.play(GrowFromCenter(sphere), Write(title))
