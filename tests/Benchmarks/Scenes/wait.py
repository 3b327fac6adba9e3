from manim import *


class Bench(Scene):
    def construct(self):
        self.add(Text("Read this").scale(2))
        self.wait(5)
