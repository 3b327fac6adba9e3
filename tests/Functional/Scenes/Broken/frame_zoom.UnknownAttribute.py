from manim import *

class Cam(MovingCameraScene):
    def construct(self):
        sq = Square()
        self.add(sq)
        self.play(self.camera.frame.animate.set(width=sq.get_width() * 2).move_to(sq))
        self.play(self.camera.frame.animate.zoom(2))
        self.play(Restore(self.camera.frame))
