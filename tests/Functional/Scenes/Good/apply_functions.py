from manim import *


class Warp(Scene):
    def construct(self):
        grid = NumberPlane(x_range=[-3, 3], y_range=[-2, 2])
        grid.prepare_for_nonlinear_transform()
        self.add(grid)
        self.play(grid.animate.apply_function(lambda p: p + np.array([0.3 * np.sin(p[1]), 0.3 * np.sin(p[0]), 0])), run_time=1)
        self.play(ApplyMatrix([[1, 0.5], [0, 1]], grid), run_time=0.6)
        self.play(ApplyComplexFunction(lambda z: z * 0.5, grid), run_time=0.6)
