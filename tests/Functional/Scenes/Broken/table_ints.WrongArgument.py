from manim import *

class Truth(Scene):
    def construct(self):
        t = Table([[0, 1], [1, 0]], row_labels=[Text("A"), Text("B")], col_labels=[Text("x"), Text("y")])
        self.play(t.create())
        self.wait()
