from manim import *


class Steps(Scene):
    def construct(self):
        line = NumberLine(x_range=[0, 6, 1], length=10, include_numbers=True)
        pointer = Triangle(fill_opacity=1, color=RED).scale(0.15).rotate(PI).next_to(line.n2p(0), UP, buff=0.1)
        self.add(line, pointer)
        for k in range(1, 4):
            self.play(pointer.animate.next_to(line.n2p(k), UP, buff=0.1), run_time=0.4)
