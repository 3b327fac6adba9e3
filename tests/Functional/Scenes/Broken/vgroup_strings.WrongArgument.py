from manim import *

class Steps(Scene):
    def construct(self):
        steps = VGroup("First", "Second", "Third").arrange(DOWN)
        self.play(Write(steps))
        self.wait()
