from manim import *


class Steps(Scene):
    def construct(self):
        steps = MathTex(r"(a+b)^2 &= (a+b)(a+b) \\ &= a^2 + 2ab + b^2")
        brace = Brace(steps, LEFT)
        word = brace.get_text("expand")
        self.play(Write(steps))
        self.play(GrowFromCenter(brace), FadeIn(word))
