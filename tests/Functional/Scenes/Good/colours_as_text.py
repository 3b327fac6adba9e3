from manim import *

class Ct(Scene):
    def construct(self):
        colors = ["RED", "blue", "Yellow_C", "#ff00ff", "#F0F", "#ff00ff80", "PURE_RED", "GRAY_BROWN", "gold_e"]
        row = VGroup(*[Dot(color=c) for c in colors]).arrange(RIGHT)
        row.set_color_by_gradient("RED", BLUE, "#0F0")
        row[0].set_fill("GREEN", opacity=1).set_stroke(color="WHITE", width=2)
        row[1].set_color(XKCD.CYAN).set_fill(X11.LIGHTBLUE1)
        t = Text("x", color="ORANGE", stroke_width=1, stroke_color="BLACK")
        s = Square(color=rgb_to_color([1, 0.5, 0]), fill_color=[RED, BLUE], sheen_direction=UP, sheen_factor=0.3)
        self.play(FadeIn(row), FadeIn(t), s.animate.set_color(invert_color(YELLOW)))
        self.play(s.animate.set_color(random_bright_color()), t.animate.set_color(average_color(RED, BLUE)), row.animate.set_color(interpolate_color(RED, BLUE, 0.5)))
