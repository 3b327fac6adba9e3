from manim import *


class Saddle(ThreeDScene):
    def construct(self):
        axes = ThreeDAxes(x_range=[-2, 2], y_range=[-2, 2], z_range=[-2, 2])
        saddle = Surface(lambda u, v: axes.c2p(u, v, (u**2 - v**2) / 2), u_range=[-1.5, 1.5], v_range=[-1.5, 1.5], resolution=(8, 8), checkerboard_colors=[BLUE_D, BLUE_E])
        self.set_camera_orientation(phi=60 * DEGREES, theta=-45 * DEGREES)
        self.add(axes)
        self.play(Create(saddle), run_time=1)
        self.move_camera(theta=0, run_time=1)
