from manim import *
class A(Scene):
    def construct(self):
        axes = Axes()
        area = axes.get_area_under_graph(axes.plot(np.sin))
        self.play(FadeIn(area))
