from manim import *


class Bench(Scene):
    def construct(self):
        squares = VGroup(*[Square(0.35).set_fill(BLUE, opacity=0.5) for _ in range(80)]).arrange_in_grid(8, 10)
        self.play(LaggedStart(*[FadeIn(square) for square in squares], lag_ratio=0.02))
        self.play(squares.animate.rotate(PI / 4))
        self.play(*[square.animate.set_color(RED) for square in squares[::3]])
        self.wait(0.5)
