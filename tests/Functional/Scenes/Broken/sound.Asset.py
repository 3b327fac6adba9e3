from manim import *
class A(Scene):
    def construct(self):
        self.add_sound("click.wav")
        self.play(Create(Circle()))
