from manim import *


class HelloText(Scene):
    def construct(self):
        greeting = Text("Good morning, numbers", font_size=48)
        self.play(Write(greeting))
        self.play(greeting.animate.set_color(TEAL).shift(UP))
        self.wait(0.5)
