from manim import *
import random


class Chance(Scene):
    def construct(self):
        dots = VGroup(*[Dot([random.uniform(-5, 5), np.random.uniform(-3, 3), 0]) for _ in range(12)])
        dots.add_updater(lambda group, dt: group.shift(dt * np.random.uniform(-1, 1) * RIGHT))
        self.add(dots)
        self.wait(3)
        dots.clear_updaters()
        self.play(Succession(FadeOut(dots[0]), dots[1].animate.scale(2)), LaggedStart(*[Indicate(dot) for dot in dots[2:]]))
        clock = ValueTracker(0)
        clock.add_updater(lambda tracker, dt: tracker.increment_value(dt))
        self.add(clock)
        self.wait_until(lambda: clock.get_value() > 1)
        self.next_section(skip_animations=False)
        self.play(Homotopy(lambda x, y, z, t: (x, y + t * np.sin(x), z), dots))
