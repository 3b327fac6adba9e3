from manim import *


class Curves(Scene):
    def construct(self):
        heart = ImplicitFunction(lambda x, y: (x**2 + y**2 - 1) ** 3 - x**2 * y**3, color=RED).scale(1.5)
        spiral = ParametricFunction(lambda t: (0.2 * t * np.cos(t), 0.2 * t * np.sin(t), 0), t_range=(0, 12, 0.1), color=TEAL)
        self.play(Create(heart), run_time=0.8)
        self.play(FadeOut(heart), Create(spiral), run_time=0.8)
