from manim import *

class Enter(Scene):
    def construct(self):
        words = Text("From below")
        self.play(FadeIn(words, UP))
        self.wait()
