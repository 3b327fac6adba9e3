from manim import *

class Am(Scene):
    def construct(self):
        shapes = [Circle(), Square()]
        self.add(shapes)
        self.wait()
