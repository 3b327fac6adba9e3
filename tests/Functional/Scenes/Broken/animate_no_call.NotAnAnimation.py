from manim import *

class Anim(Scene):
    def construct(self):
        s = Square()
        self.play(s.animate.shift)
        self.play(s.animate)
