import sys
from pathlib import Path
import manim as mn
from manim import Scene, Circle, Create, config, UP
from manim.utils.color import RED_C, ManimColor
from manim.utils.rate_functions import ease_out_bounce
import manim.utils.rate_functions as rf


class Named(mn.Scene):
    def construct(self):
        c = mn.Circle(color=RED_C)
        self.play(mn.Create(c), rate_func=ease_out_bounce)
        self.play(c.animate.shift(mn.UP), rate_func=rf.ease_in_quad)
        self.play(c.animate.shift(mn.DOWN * 2), rate_func=mn.rate_functions.ease_in_out_cubic)
        self.wait(0.1)


if __name__ == "__main__":
    with mn.tempconfig({"quality": "low_quality", "preview": True}):
        Named().render()
