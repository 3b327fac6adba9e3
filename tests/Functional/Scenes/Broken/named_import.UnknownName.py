from manim import Scene, Circle, ShowCreation
class A(Scene):
    def construct(self):
        self.play(ShowCreation(Circle()))
