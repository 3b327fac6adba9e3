from manim import *

config.background_color = "#101820"
PALETTE = color_gradient([RED, ManimColor("#00ff88"), BLUE], 5)


class Gradient(Scene):
    def construct(self):
        self.camera.background_color = DARK_BLUE
        squares = VGroup(*[Square(0.8, fill_color=c, fill_opacity=1, stroke_width=0) for c in PALETTE]).arrange(RIGHT)
        text = Text("rainbow", gradient=(RED, YELLOW)).next_to(squares, UP)
        mixed = interpolate_color(RED, BLUE, 0.5)
        self.play(FadeIn(squares), Write(text))
        self.play(squares[0].animate.set_color(mixed).set_stroke(WHITE, 2), squares[1].animate.set_color(rgb_to_color([1, 0.5, 0])))
