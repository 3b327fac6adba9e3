from manim import *


class Network(Scene):
    def construct(self):
        graph = Graph([1, 2, 3, 4], [(1, 2), (2, 3), (3, 4), (4, 1)], layout="circular", labels=True, vertex_config={1: {"fill_color": RED}})
        self.play(Create(graph))
        self.play(graph.vertices[2].animate.shift(UP), graph.edges[(2, 3)].animate.set_color(YELLOW))
