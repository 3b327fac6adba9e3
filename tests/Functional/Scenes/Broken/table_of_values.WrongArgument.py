from manim import *

class Tab(Scene):
    def construct(self):
        table = Table(
            [["1", "1"], ["2", "4"]],
            col_labels=["x", "x^2"],
            include_outer_lines=True,
        )
        self.play(Create(table))
