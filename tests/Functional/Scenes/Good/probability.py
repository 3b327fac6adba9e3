from manim import *


class Dice(Scene):
    def construct(self):
        sample = SampleSpace(height=3, width=3)
        sample.add_title("outcomes")
        parts = sample.get_horizontal_division([0.3, 0.7])
        sample.add(parts)
        sample.get_side_braces_and_labels(["0.3", "0.7"])
        self.play(FadeIn(sample))
        self.play(sample.animate.to_edge(LEFT))
