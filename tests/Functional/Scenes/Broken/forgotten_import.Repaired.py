from manim import Scene, Circle
class A(Scene):
    def construct(self):
        self.play(Create(Circle()))
