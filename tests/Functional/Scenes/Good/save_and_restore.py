from manim import *


class Saved(Scene):
    def construct(self):
        ball = Circle(radius=0.5).save_state()
        self.play(ball.animate(rate_func=there_and_back, run_time=0.8).shift(UP * 2))
        self.play(ball.animate.stretch(2, dim=0).set_stroke(RED, width=8))
        self.play(Restore(ball))
