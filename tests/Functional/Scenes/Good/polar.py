from manim import *


class Rose(Scene):
    def construct(self):
        plane = PolarPlane(radius_max=3, size=6)
        rose = plane.plot_polar_graph(lambda theta: 2 * np.sin(3 * theta), [0, PI], color=ORANGE)
        self.add(plane)
        self.play(Create(rose), run_time=1.5)
