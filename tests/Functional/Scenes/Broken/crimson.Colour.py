from manim import *

class Q(Scene):
    def construct(self):
        eqs = ["x^2", "y^2"]
        group = VGroup(*[MathTex(e) for e in eqs]).arrange(DOWN)
        self.play(Write(group))
        self.play(group[0].animate.set_colour(RED), Indicate(group[1], color="crimson-ish"))
