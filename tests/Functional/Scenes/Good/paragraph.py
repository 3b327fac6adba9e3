from manim import *


class Lines(Scene):
    def construct(self):
        block = Paragraph("First we look,", "then we count,", "then we prove.", alignment="center", line_spacing=1.2)
        self.play(LaggedStart(*[FadeIn(line, shift=RIGHT) for line in block], lag_ratio=0.3))
        self.wait(0.5)
