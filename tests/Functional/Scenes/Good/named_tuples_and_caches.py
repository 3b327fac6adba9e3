from collections import namedtuple
from functools import lru_cache
from types import SimpleNamespace

from manim import *

Node = namedtuple("Node", "key depth")


@lru_cache(maxsize=None)
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


class Numbers(Scene):
    def construct(self):
        fibonacci.cache_clear()
        style = SimpleNamespace(tint=BLUE, pad=0.4)
        nodes = [Node(fibonacci(k), k) for k in range(5)]
        row = VGroup(*[Integer(n.key, color=style.tint) for n in nodes]).arrange(RIGHT, buff=style.pad)
        self.play(FadeIn(row, lag_ratio=0.2))
        self.play(row[nodes[-1].depth].animate.set(marker=1).shift(UP))
        self.wait(row[4].marker * 0.2 if hasattr(row[4], "marker") else 0.2)
