from manim import *

class Arr(Scene):
    def construct(self):
        g = VGroup(Circle(), Square(), Triangle())
        g.arrange(direction=RIGHT, spacing=0.5)
        self.play(Create(g))
