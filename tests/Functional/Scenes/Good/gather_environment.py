from manim import *


class Gathered(Scene):
    def construct(self):
        lines = Tex(r"e^{i\pi} + 1 &= 0 \\ \cos\theta &= \operatorname{Re}(e^{i\theta})", tex_environment="align*")
        self.play(Write(lines))
        self.wait(0.2)
