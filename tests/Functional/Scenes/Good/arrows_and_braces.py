from manim import *


class Arrows(Scene):
    def construct(self):
        start, end = Dot(LEFT * 2), Dot(RIGHT * 2)
        arrow = Arrow(start.get_center(), end.get_center(), buff=0.2, max_tip_length_to_length_ratio=0.1)
        double = DoubleArrow(DOWN + LEFT, DOWN + RIGHT)
        curved = CurvedArrow(start.get_center(), end.get_center(), angle=-PI / 3)
        brace = BraceBetweenPoints(start.get_center(), end.get_center(), direction=UP)
        dashed = DashedLine(LEFT * 3, RIGHT * 3, dash_length=0.2).to_edge(DOWN)
        self.play(*map(Create, [start, end, arrow, double, curved, dashed]), GrowFromCenter(brace))
