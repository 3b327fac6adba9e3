from manim import *
class A(Scene):
    def construct(self):
        self.add(Circle(), Text("still"))
