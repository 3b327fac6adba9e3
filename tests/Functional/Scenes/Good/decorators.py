from manim import *
from functools import wraps, partial, lru_cache
from contextlib import contextmanager


def titled(text):
    def outer(func):
        @wraps(func)
        def inner(self, *args, **kwargs):
            title = Text(text).to_edge(UP)
            self.play(Write(title), run_time=0.5)
            out = func(self, *args, **kwargs)
            self.play(FadeOut(title), run_time=0.5)
            return out
        return inner
    return outer


@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


quick = partial(FadeIn, run_time=0.2, scale=1.5)


class Decorated(Scene):
    @contextmanager
    def shown(self, *mobs):
        self.add(*mobs)
        yield mobs
        self.remove(*mobs)

    @titled("Fibonacci")
    def part(self, n):
        row = VGroup(*[Integer(fib(k)) for k in range(n)]).arrange(RIGHT, buff=0.5)
        for number in row:
            self.play(quick(number))
        self.remove(*row)

    def construct(self):
        self.part(6)
        with self.shown(Square(), Circle()) as (s, c):
            self.play(Rotate(s, PI / 4), c.animate.scale(2))
        fib.cache_clear()
