from manim import *

class G(Scene):
    def construct(self):
        g = Graph([1, 2, 3, 4], [(1, 2), (2, 3), (3, 4)], layout="circle", labels=True)
        self.play(Create(g))
        self.wait()
