from manim.animation.creation import Create, Write
from manim.constants import *
from manim.mobject.geometry.arc import Circle, Dot
from manim.mobject.text.text_mobject import Text
from manim.scene.scene import Scene
from manim.utils.color import BLUE, RED


class Careful(Scene):
    def construct(self):
        circle = Circle(radius=1, color=BLUE)
        self.play(Create(circle))
        self.play(Write(Text("ok", color=RED).next_to(circle, UP)), circle.animate.shift(DOWN))
        self.add(Dot(ORIGIN))
        self.wait(0.2)
