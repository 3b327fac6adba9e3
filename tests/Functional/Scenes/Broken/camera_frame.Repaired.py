from manim import *
class A(Scene):
    def construct(self):
        self.play(self.camera.frame.animate.scale(0.5))
