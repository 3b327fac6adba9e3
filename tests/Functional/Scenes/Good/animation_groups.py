from manim import *


class Together(Scene):
    def construct(self):
        a, b, c = Dot(LEFT), Dot(), Dot(RIGHT)
        self.play(AnimationGroup(FadeIn(a), FadeIn(b), FadeIn(c), lag_ratio=0.5))
        self.play(Succession(a.animate.shift(UP), b.animate.shift(UP), c.animate.shift(UP)), run_time=0.9)
        self.play(LaggedStart(Flash(a), Wiggle(b), Indicate(c), lag_ratio=0.2))
        self.play(FadeOut(VGroup(a, b, c), shift=DOWN))
