from manim import *


class Sections(Scene):
    def construct(self):
        self.next_section("intro")
        self.add_subcaption("A dot appears", duration=1)
        self.play(FadeIn(Dot()), subcaption="Look")
        self.next_section("end", skip_animations=False)
        self.wait(0.4)
