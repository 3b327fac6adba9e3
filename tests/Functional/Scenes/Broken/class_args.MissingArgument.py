from manim import *

class Node:
    def __init__(self, value, position):
        self.value = value
        self.mob = Circle().move_to(position)

class Ca(Scene):
    def construct(self):
        n = Node(5)
        self.play(Create(n.mob))
        self.play(Create(n))
