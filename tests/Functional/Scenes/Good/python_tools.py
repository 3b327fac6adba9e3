import itertools
import math
import random
from collections import Counter, deque
from functools import partial, reduce

from manim import *

random.seed(4)


class Tools(Scene):
    def construct(self):
        counts = Counter(random.choice("abc") for _ in range(20))
        tallest = max(counts.values())
        bars = VGroup()
        for letter, count in sorted(counts.items()):
            bar = Rectangle(height=3 * count / tallest, width=0.6, fill_opacity=0.8)
            bars.add(VGroup(bar, Text(letter).next_to(bar, DOWN)))
        bars.arrange(RIGHT, aligned_edge=DOWN)
        total = reduce(lambda a, b: a + b, counts.values(), 0)
        grow = partial(GrowFromEdge, edge=DOWN)
        queue = deque(bars)
        self.play(*[grow(b) for b in itertools.islice(queue, 3)])
        if (fact := math.factorial(3)) == 6 and total == 20:
            self.play(queue[0].animate.set_color(RED), run_time=fact / 10)
