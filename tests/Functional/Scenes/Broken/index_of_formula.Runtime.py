from manim import *
class A(Scene):
    def construct(self):
        law = MathTex("a = b")
        self.play(Indicate(law[3]))
