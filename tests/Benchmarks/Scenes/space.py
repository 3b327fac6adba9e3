from manim import *


class Bench(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=65 * DEGREES, theta=30 * DEGREES)
        axes = ThreeDAxes()
        surface = Surface(lambda u, v: np.array([u, v, np.sin(u) * np.cos(v)]), u_range=[-2, 2], v_range=[-2, 2], resolution=(14, 14))
        self.play(Create(axes), FadeIn(surface))
        self.begin_ambient_camera_rotation(rate=0.3)
        self.wait(2)
        self.stop_ambient_camera_rotation()
        self.move_camera(phi=30 * DEGREES, run_time=1)
