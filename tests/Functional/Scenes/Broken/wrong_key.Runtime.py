from manim import *
class A(Scene):
    def construct(self):
        graph = Graph([1, 2], [(1, 2)])
        self.play(graph.vertices[3].animate.set_color(RED))
