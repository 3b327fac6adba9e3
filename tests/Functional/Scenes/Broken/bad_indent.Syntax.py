from manim import *
class A(Scene):
    def construct(self):
        dot = Dot()
          self.add(dot)
        self.wait(1)
