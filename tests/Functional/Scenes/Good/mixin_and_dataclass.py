from dataclasses import dataclass, field
from manim import *


@dataclass
class Item:
    name: str
    value: float
    tags: list = field(default_factory=list)

    @property
    def caption(self):
        return f"{self.name}: {self.value:.1f}"


class Captions:
    def captions(self, items):
        return VGroup(*[Text(i.caption, font_size=30) for i in items]).arrange(DOWN)


class Shown(Captions, Scene):
    def construct(self):
        items = sorted([Item("b", 2), Item("a", 1.5, ["x"])], key=lambda i: i.name)
        self.play(FadeIn(self.captions(items)))
