from manim import *

class SinCos(Scene):
    def construct(self):
        ax = Axes(x_range=[0, 10, 1], y_range=[-2, 2, 1], x_length=9, y_length=5)
        sine = ax.plot(lambda x: np.sin(x), x_min=0, x_max=2 * PI, color=BLUE)
        self.play(Create(ax), run_time=2)
        self.play(Create(sine))
