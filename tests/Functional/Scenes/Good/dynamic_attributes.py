from manim import *


class Graphs(Scene):
    def construct(self):
        node = Circle(radius=0.3)
        node.key = 7
        node.children_ = []
        setattr(node, "weight_", 3)
        node.label = Integer(node.key).move_to(node)
        self.play(Create(node), Write(node.label))
        if hasattr(node, "neighbours"):
            self.play(node.neighbours[0].animate.shift(UP))
        self.play(node.animate.set(width=2, color=RED), node.label.animate.set_value(node.weight_))
        self.wait(0.2)
