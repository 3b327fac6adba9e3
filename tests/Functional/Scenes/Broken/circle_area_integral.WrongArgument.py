from manim import *

class AreaOfCircle(Scene):
    def construct(self):
        circle = Circle(radius=2, color=BLUE)
        self.play(Create(circle))
        sectors = VGroup()
        for i in range(16):
            s = Sector(start_angle=i * TAU / 16, angle=TAU / 16, radius=2, fill_opacity=0.5)
            s.set_color(interpolate_color(BLUE, "GREEN", i / 16))
            sectors.add(s)
        self.play(FadeIn(sectors))
