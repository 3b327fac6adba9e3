from manim import *


class Bench(Scene):
    def construct(self):
        title = Text("The derivative").to_edge(UP)
        lines = VGroup(*[Text(line, font_size=32) for line in ("is the slope", "of the tangent", "at each point")]).arrange(DOWN)
        self.play(Write(title))
        for line in lines:
            self.play(FadeIn(line, shift=RIGHT))
        self.play(lines.animate.scale(0.7).to_edge(LEFT))
        self.wait(1)
