from manim import *
class A(Scene):
    """A scene about
    def construct(self):
        self.wait()
