from manim import *


class Colours(Scene):
    def construct(self):
        law = MathTex(r"a^2", "+", r"b^2", "=", r"c^2")
        law[0].set_color(RED)
        law[2].set_color(GREEN)
        law[4].set_color(BLUE)
        self.play(Write(law))
        self.play(Indicate(law[4]), Circumscribe(law[0]))
