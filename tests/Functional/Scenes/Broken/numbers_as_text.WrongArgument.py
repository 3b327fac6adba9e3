from manim import *

class Sort(Scene):
    def construct(self):
        data = [5, 2, 9]
        bars = VGroup()
        for v in data:
            bar = Rectangle(height=v / 2, width=0.5, fill_opacity=1)
            label = Text(v).next_to(bar, UP)
            bars.add(VGroup(bar, label))
        bars.arrange(RIGHT, align_edge=DOWN)
        self.play(Create(bars))
