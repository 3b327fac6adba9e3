from manim import *
class A(Scene):
    def construct(self):
        picture = ImageMobject(np.uint8([[0, 255]]))
        self.play(FadeIn(VGroup(picture, Dot())))
