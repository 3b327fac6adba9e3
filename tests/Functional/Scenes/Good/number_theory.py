from manim import *

PRIMES = [n for n in range(2, 30) if all(n % d for d in range(2, int(n**0.5) + 1))]


class Primes(Scene):
    def construct(self):
        grid = VGroup(*[Integer(n) for n in range(1, 31)]).arrange_in_grid(5, 6, buff=0.5)
        self.play(FadeIn(grid, lag_ratio=0.05), run_time=0.8)
        self.play(*(grid[p - 1].animate.set_color(YELLOW) for p in PRIMES))
        self.play(FadeOut(VGroup(*[m for k, m in enumerate(grid, 1) if k not in PRIMES])))
