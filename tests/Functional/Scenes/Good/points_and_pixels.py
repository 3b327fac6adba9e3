from manim import *
import numpy as np

class Pts(Scene):
    def construct(self):
        rng = np.random.default_rng(0)
        xy = rng.normal(size=(50, 2))
        dots = VGroup(*[Dot([x, y, 0], radius=0.03, color=interpolate_color(BLUE, RED, i / 50)) for i, (x, y) in enumerate(xy)])
        cov = np.cov(xy.T)
        vals, vecs = np.linalg.eigh(cov)
        arrows = VGroup(*[Arrow(ORIGIN, [*(np.sqrt(l) * v), 0], buff=0) for l, v in zip(vals, vecs.T)])
        pixels = np.uint8([[0, 100, 30, 200], [255, 0, 5, 33]])
        image = ImageMobject(pixels).scale(20)
        image.set_resampling_algorithm(RESAMPLING_ALGORITHMS["nearest"])
        self.play(FadeIn(image), LaggedStartMap(FadeIn, dots), *map(GrowArrow, arrows))
        self.play(dots.animate.apply_function(lambda p: [p[0] * np.cos(p[1]), p[1], 0]), arrows.animate.apply_matrix([[1, 0.3], [0, 1]]))
        path = VMobject(stroke_color=YELLOW).set_points_smoothly([np.array([np.cos(a), np.sin(2 * a), 0]) for a in np.linspace(0, TAU, 9)])
        self.play(MoveAlongPath(Dot(), path), Create(path), rate_func=linear)
        self.play(dots[0].animate.move_to(path.get_end()), path.animate.set_points_as_corners([LEFT, UP, [1.0, 0, 0]]))
