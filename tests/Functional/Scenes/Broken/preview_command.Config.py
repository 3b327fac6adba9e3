from manim import *
config.preview_command = "sh -c id"
class A(Scene):
    def construct(self):
        self.play(Create(Circle()))
