from manim import *

class Tree(Scene):
    def construct(self):
        root = self.make_node("A", UP * 2)
        left = self.make_node("B", LEFT)
        self.connect(root, left, color=RED)
        self.play(Create(root), Create(left))

    def make_node(self, label, pos):
        return VGroup(Circle(radius=0.3), Text(label)).move_to(pos)

    def connect(self, a, b):
        self.play(Create(Line(a.get_bottom(), b.get_top())))
