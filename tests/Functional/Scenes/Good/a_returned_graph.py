from manim import *


class ReturnedGraph(Scene):
    def construct(self):
        axes = Axes(x_range=[-2, 4], y_range=[-1, 8])
        graph = axes.plot(lambda x: x ** 2 / 2, x_range=[-2, 4])
        dots = VGroup(*[Dot(axes.c2p(x, graph.underlying_function(x))) for x in (-1, 1, 3)])
        slope = axes.get_secant_slope_group(x=1, graph=graph, dx=2, secant_line_length=5)
        self.play(Create(axes), Create(graph))
        self.play(LaggedStartMap(FadeIn, dots, shift=UP, lag_ratio=0.3))
        self.play(Create(slope.secant_line), FadeIn(slope.dx_line), FadeIn(slope.df_line))
        self.wait()
