from manim import *


class StyledText(Scene):
    def construct(self):
        line = Text("red and bold", t2c={"red": RED}, t2w={"bold": BOLD}, slant=ITALIC)
        box = SurroundingRectangle(line, color=YELLOW, buff=0.3, corner_radius=0.2)
        under = Underline(line, color=BLUE)
        self.play(FadeIn(line, shift=DOWN), Create(under))
        self.play(Create(box), run_time=0.6)
