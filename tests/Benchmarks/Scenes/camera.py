from manim import *


class Bench(MovingCameraScene):
    def construct(self):
        axes = Axes(x_range=[0, 6], y_range=[-2, 2])
        graph = axes.plot(np.sin, color=TEAL)
        self.add(axes, graph)
        self.play(self.camera.frame.animate.scale(0.5).move_to(axes.c2p(1.5, 1)))
        self.play(self.camera.frame.animate.move_to(axes.c2p(4.5, -1)))
        self.play(self.camera.frame.animate.scale(2).move_to(ORIGIN))
