from manim import *


class Angles(Scene):
    def construct(self):
        a, b, c = np.array([-2, -1, 0]), np.array([2, -1, 0]), np.array([1, 2, 0])
        triangle = Polygon(a, b, c, color=WHITE)
        angle = Angle(Line(a, b), Line(a, c), radius=0.6, other_angle=False)
        right = RightAngle(Line(ORIGIN, RIGHT), Line(ORIGIN, UP), length=0.3)
        self.play(Create(triangle), Create(angle))
        self.play(FadeIn(right), Write(MathTex(r"\alpha").next_to(angle, RIGHT, buff=0.1)))
