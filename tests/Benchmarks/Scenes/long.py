from manim import *


class Bench(Scene):
    def construct(self):
        axes = Axes(x_range=[-4, 4], y_range=[-3, 3], x_length=10, y_length=6).add_coordinates()
        title = Text("Adding waves", font_size=40).to_edge(UP)
        self.play(Write(title), Create(axes), run_time=2)
        total = axes.plot(lambda x: 0, color=WHITE)
        self.play(Create(total))
        for n in range(1, 6):
            wave = axes.plot(lambda x, n=n: np.sin(n * x) / n, color=[RED, ORANGE, YELLOW, GREEN, BLUE][n - 1])
            self.play(Create(wave), run_time=1.5)
            after = axes.plot(lambda x, n=n: sum(np.sin(k * x) / k for k in range(1, n + 1)), color=WHITE)
            self.play(Transform(total, after), FadeOut(wave), run_time=1.5)
        self.play(FadeOut(axes, title, total))
        self.wait(1)
