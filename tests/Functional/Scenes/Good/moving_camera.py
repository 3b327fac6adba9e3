from manim import *


class Zoom(MovingCameraScene):
    def construct(self):
        dots = VGroup(*[Dot(point=[x, 0, 0]) for x in range(-3, 4)])
        self.add(dots)
        self.camera.frame.save_state()
        self.play(self.camera.frame.animate.scale(0.4).move_to(dots[5]))
        self.play(Restore(self.camera.frame))
