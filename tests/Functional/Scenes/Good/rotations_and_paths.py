from manim import *


class Orbit(Scene):
    def construct(self):
        orbit = Ellipse(width=6, height=3, color=GREY)
        planet = Dot(radius=0.15, color=BLUE).move_to(orbit.point_from_proportion(0))
        self.add(orbit, planet)
        self.play(MoveAlongPath(planet, orbit), run_time=1, rate_func=linear)
        self.play(Rotate(planet, angle=PI, about_point=ORIGIN), run_time=0.6)
        self.play(Rotating(planet, angle=PI, about_point=ORIGIN, run_time=0.6))
