from manim import *


class House(VGroup):
    def __init__(self, width=2.0, roof_color=RED, **kwargs):
        super().__init__(**kwargs)
        self.walls = Square(side_length=width, color=WHITE)
        self.roof = Triangle(color=roof_color, fill_opacity=1).stretch_to_fit_width(width).next_to(self.walls, UP, buff=0)
        self.door = Rectangle(width=width / 4, height=width / 2).align_to(self.walls, DOWN)
        self.add(self.walls, self.roof, self.door)

    def light_up(self):
        self.door.set_fill(YELLOW, opacity=1)
        return self


class Village(Scene):
    def construct(self):
        houses = VGroup(*(House(width=w) for w in (1, 1.5, 2))).arrange(RIGHT, aligned_edge=DOWN)
        self.play(FadeIn(houses))
        self.play(houses[2].animate.light_up())
        houses[0].roof.set_color(BLUE)
        self.wait(0.2)
