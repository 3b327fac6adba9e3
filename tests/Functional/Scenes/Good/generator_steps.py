from manim import *
from typing import Iterator, Callable, TypeAlias
from itertools import pairwise, cycle, islice, accumulate

Step: TypeAlias = tuple[int, int, bool]


def bubble(values: list[int]) -> Iterator[Step]:
    data = list(values)
    for end in range(len(data) - 1, 0, -1):
        for i in range(end):
            swap = data[i] > data[i + 1]
            if swap:
                data[i], data[i + 1] = data[i + 1], data[i]
            yield i, i + 1, swap


class Sorting(Scene):
    VALUES = [3, 1, 2]
    easing: Callable[[float], float] = smooth

    def construct(self):
        bars = [Rectangle(width=0.5, height=v).set_fill(c, 1) for v, c in zip(self.VALUES, islice(cycle([RED, GREEN]), 3))]
        VGroup(*bars).arrange(RIGHT, aligned_edge=DOWN)
        self.add(*bars)
        for i, j, swap in bubble(self.VALUES):
            self.play(*(b.animate.set_stroke(YELLOW, 4) for b in (bars[i], bars[j])), run_time=0.2)
            if swap:
                self.play(Swap(bars[i], bars[j]), run_time=0.3)
                bars[i], bars[j] = bars[j], bars[i]
        total = list(accumulate(self.VALUES))
        for a, b in pairwise(total):
            self.add(Text(f"{a}→{b}").shift(b * 0.2 * UP))
        self.wait(0.2)
