from manim import *


class Pixels(Scene):
    def construct(self):
        pixels = np.uint8([[0, 80, 160, 240], [240, 160, 80, 0]])
        picture = ImageMobject(pixels).scale_to_fit_height(3)
        picture.set_resampling_algorithm(RESAMPLING_ALGORITHMS["nearest"])
        self.play(FadeIn(picture))
        self.wait(0.3)
