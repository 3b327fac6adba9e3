from manim import *
from contextlib import contextmanager


@contextmanager
def dimmed(*mobjects):
    for mobject in mobjects:
        mobject.set_opacity(0.3)
    try:
        yield mobjects
    finally:
        for mobject in mobjects:
            mobject.set_opacity(1)


class Robust(Scene):
    def construct(self):
        a, b = Square(), Circle()
        self.add(a, b)
        with dimmed(b) as (only,):
            self.play(only.animate.shift(RIGHT))
        try:
            value = 1 / 0
        except ZeroDivisionError as error:
            message = Text(str(error), font_size=24)
            self.play(Write(message.to_edge(DOWN)))
        match len(self.mobjects):
            case 0:
                pass
            case n if n > 1:
                self.play(FadeOut(a))
