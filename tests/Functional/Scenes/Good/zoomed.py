from manim import *


class Magnifier(ZoomedScene):
    def __init__(self, **kwargs):
        ZoomedScene.__init__(self, zoom_factor=0.3, zoomed_display_height=2, zoomed_display_width=3, **kwargs)

    def construct(self):
        dot = Dot().shift(UL)
        self.add(dot)
        self.activate_zooming(animate=False)
        self.play(self.zoomed_camera.frame.animate.shift(UL))
