from manim import *


class Layers(Scene):
    def construct(self):
        back = Square(3, fill_opacity=1, color=BLUE).set_z_index(-1)
        front = Circle(1, fill_opacity=1, color=RED).set_z_index(2)
        self.add(front, back)
        self.bring_to_front(back)
        self.play(front.animate.shift(RIGHT))
        self.remove(back)
        self.play(*[FadeOut(m) for m in self.mobjects])
