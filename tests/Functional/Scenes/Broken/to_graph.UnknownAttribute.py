from manim import *
class A(Scene):
    def construct(self):
        curve = FunctionGraph(np.sin)
        self.play(Create(curve.to_graph()))
