from manim import *


class Bench(Scene):
    def construct(self):
        shapes = [Square(color=RED), Circle(color=BLUE), Triangle(color=GREEN), Star(color=YELLOW), RegularPolygon(7, color=PURPLE)]
        for shape in shapes:
            shape.set_fill(opacity=0.6).scale(1.5)
        current = shapes[0]
        self.play(DrawBorderThenFill(current))
        for shape in shapes[1:]:
            self.play(Transform(current, shape))
        self.play(Rotate(current, PI), FadeOut(current, scale=0.5))
