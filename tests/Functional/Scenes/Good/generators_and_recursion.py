from manim import *


class Sierpinski(Scene):
    def triangles(self, corners, depth):
        if depth == 0:
            yield Polygon(*corners, stroke_width=1, fill_opacity=0.6)
            return
        a, b, c = corners
        ab, bc, ca = (a + b) / 2, (b + c) / 2, (c + a) / 2
        for part in ((a, ab, ca), (ab, b, bc), (ca, bc, c)):
            yield from self.triangles(part, depth - 1)

    def construct(self):
        corners = [3 * (np.cos(k) * RIGHT + np.sin(k) * UP) for k in (PI / 2, 7 * PI / 6, 11 * PI / 6)]
        self.play(Create(VGroup(*self.triangles(corners, 3)), lag_ratio=0.05), run_time=1.5)
