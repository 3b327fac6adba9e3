from manim import *
import random
from collections import Counter, defaultdict

class Bc(Scene):
    def construct(self):
        random.seed(4)
        rolls = Counter(random.randint(1, 6) for _ in range(200))
        chart = BarChart(
            values=[rolls[k] for k in range(1, 7)], bar_names=[str(k) for k in range(1, 7)],
            y_range=[0, 60, 10], y_length=5, x_length=9, bar_width=0.7, bar_fill_opacity=0.6,
            bar_colors=["#003f5c", "#58508d", "#bc5090", "#ff6361", "#ffa600"], x_axis_config={"font_size": 36}, bar_stroke_width=1,
        )
        self.play(Create(chart), run_time=0.5)
        self.play(Write(chart.get_bar_labels(font_size=28, color=WHITE, buff=0.1)))
        self.play(chart.animate.change_bar_values([10, 20, 30, 40, 50, 60], update_colors=False))
        groups = defaultdict(list)
        for mob in chart.bars:
            groups[round(mob.height)].append(mob)
        self.play(*[FadeOut(m) for ms in groups.values() for m in ms])
