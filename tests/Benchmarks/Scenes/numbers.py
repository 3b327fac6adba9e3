from manim import *


class Bench(Scene):
    def construct(self):
        line = NumberLine(x_range=[0, 12, 1], length=11, include_numbers=True)
        dot = Dot(line.n2p(0), color=YELLOW)
        self.play(Create(line))
        for target in (3, 8, 5):
            self.play(dot.animate.move_to(line.n2p(target)))
        self.wait(0.5)
