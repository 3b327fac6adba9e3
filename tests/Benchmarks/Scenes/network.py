from manim import *


class Bench(Scene):
    def construct(self):
        graph = Graph([1, 2, 3, 4, 5, 6], [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 1), (1, 4), (2, 5)], layout="circular", labels=True)
        self.play(Create(graph))
        self.play(*[graph.vertices[v].animate.set_color(RED) for v in (1, 3, 5)])
        self.play(graph.animate.change_layout("spring", layout_config={"seed": 1}))
        self.wait(0.5)
