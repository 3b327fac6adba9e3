from manim import *


class Dice(Scene):
    def construct(self):
        sample = SampleSpace(height=3, width=3)
        sample.add_title("outcomes")
        sample.divide_horizontally([0.3, 0.7])
        self.play(FadeIn(sample))
        self.play(sample.animate.to_edge(LEFT))
