from manim import *
import math

class Spiral(Scene):
    def construct(self):
        pts = [[0.1 * t * math.cos(t), 0.1 * t * math.sin(t), 0] for t in np.arange(0, 20, 0.2)]
        spiral = VMobject(color=YELLOW, stroke_width=2)
        spiral.set_points_smoothly(pts)
        self.play(Create(spiral), run_time=2)
        x, y = pts[-1][:2]
        self.play(FadeIn(Dot([x, y, 0])), run_time=0.3)
        p = (1, 2)
        a, b = p
        self.play(FadeIn(Dot((*p, 0))), FadeIn(Dot([a, b, 0])), FadeIn(Dot(np.array([*p, 0]))))
