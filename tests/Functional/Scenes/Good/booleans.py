from manim import *


class Sets(Scene):
    def construct(self):
        left = Circle(radius=1.2, color=RED, fill_opacity=0.3).shift(LEFT * 0.7)
        right = Circle(radius=1.2, color=BLUE, fill_opacity=0.3).shift(RIGHT * 0.7)
        both = Intersection(left, right, color=GREEN, fill_opacity=0.8)
        self.add(left, right)
        self.play(FadeIn(both))
        self.play(both.animate.scale(0.7).to_edge(UP), Exclusion(left, right).animate.set_color(GOLD).shift(DOWN))
