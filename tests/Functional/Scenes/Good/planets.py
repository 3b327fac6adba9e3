from __future__ import annotations

from dataclasses import dataclass, field
from manim import *


@dataclass
class Planet:
    name: str
    radius: float
    colour: ManimColor = field(default_factory=lambda: BLUE)
    distance: float = 1.0

    def build(self) -> VGroup:
        body = Circle(radius=self.radius, color=self.colour, fill_opacity=0.8)
        body.move_to(RIGHT * self.distance)
        return VGroup(body, Text(self.name, font_size=18).next_to(body, DOWN, buff=0.1))


PLANETS: list[Planet] = [Planet("a", 0.2), Planet("b", 0.3, RED, 2), Planet(name="c", radius=0.4, distance=3.5)]


class Orbits(Scene):
    def construct(self) -> None:
        for p in PLANETS:
            self.play(FadeIn(p.build(), scale=0.5), run_time=0.5)
        self.wait(0.5)
