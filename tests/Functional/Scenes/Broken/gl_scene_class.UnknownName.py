from manim_imports_ext import *
class A(GraphScene):
    def construct(self):
        self.setup_axes()
        self.play(ShowCreation(self.get_graph(lambda x: x)))
