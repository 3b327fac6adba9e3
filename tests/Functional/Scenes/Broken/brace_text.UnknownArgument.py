from manim import *

class Br(Scene):
    def construct(self):
        l = Line(LEFT * 2, RIGHT * 2)
        b = Brace(l, DOWN)
        t = b.get_tex("4 cm", font_size=20, position=UP)
        self.play(Create(l), GrowFromCenter(b), Write(t))
