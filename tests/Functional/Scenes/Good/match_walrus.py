from manim import *
from enum import Enum, auto


class Shape(Enum):
    ROUND = auto()
    SQUARE = auto()
    OTHER = auto()


def make(kind: Shape, size: float = 1.0) -> Mobject:
    match kind:
        case Shape.ROUND:
            return Circle(radius=size)
        case Shape.SQUARE:
            return Square(side_length=2 * size)
        case _ as other:
            return Text(other.name.lower(), font_size=30)


class Matching(Scene):
    def construct(self):
        for kind in Shape:
            if (m := make(kind)).width > 1:
                m.scale(0.9)
            self.play(FadeIn(m), run_time=0.3)
            self.remove(m)
        point = (1, 2)
        match point:
            case (x, y) if x < y:
                self.add(Dot([x, y, 0]))
            case {"x": x, **rest}:
                self.add(Dot([x, 0, 0]))
            case [first, *others]:
                self.add(Dot())
        self.wait(0.2)
