from manim import *


class Flow(Scene):
    def construct(self):
        graph = DiGraph(["a", "b", "c"], [("a", "b"), ("b", "c")], layout="spring", layout_config={"seed": 1}, labels=True)
        self.play(Create(graph))
        self.play(graph.animate.change_layout("circular"))
