"""Looks at a scene where each of its plays ends: what lies beyond the frame, text on text. Advice, from inside the scene's process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

# Left, right, bottom and top edge.
Edges = tuple[float, float, float, float]
Box = tuple[str, float, float, float, float]
MARGIN, OVERLAP, MOST_TEXTS, MOST_FINDINGS, MOST_SHAPES = 0.1, 0.1, 60, 8, 300
# These fill more than the picture by their nature, or move.
LARGE = ("CoordinateSystem", "NumberLine", "VectorField", "TracedPath", "FullScreenRectangle", "BackgroundRectangle", "ImplicitFunction")
# These are to be seen as a whole.
WHOLE = ("Table", "Matrix", "BarChart", "Code", "BulletedList", "Paragraph")


class Eye:
    """Gathers what it sees over a whole scene, each thing once."""

    def __init__(self) -> None:
        self.findings: dict[str, dict[str, str]] = {}
        # What has always lain outside, by its identity: itself and its place.
        self.outside: dict[int, tuple[Any, Edges]] = {}
        self.seen: set[int] = set()

    def note(self, cause: str, message: str) -> None:
        self.findings.setdefault(message, {"cause": cause, "message": message})

    def begin(self, scene: Any) -> None:
        """A play begins: what is in the picture now has been seen, wherever it goes."""
        try:
            self.follow(scene)
        except Exception:
            return

    def look(self, scene: Any) -> None:
        """A play has ended."""
        if len(self.findings) >= MOST_FINDINGS:
            return
        try:
            for finding in found(scene):
                self.note(finding["cause"], finding["message"])
            self.follow(scene)
        except Exception:
            return  # a scene may show anything

    def follow(self, scene: Any) -> None:
        """Keeps what lies outside of the picture, has done so since it appeared, and does not move."""
        for shape, place in shapes(scene):
            key = id(shape)
            if key in self.seen:
                continue
            known = self.outside.get(key)
            if is_outside(place, edges(scene)) and (known is None or known[1] == place):
                self.outside[key] = (shape, place)
            else:
                self.outside.pop(key, None)
                self.seen.add(key)

    def finish(self, scene: Any) -> None:
        """At the end of a scene: what nobody has seen."""
        try:
            self.look(scene)
            last = {id(shape) for shape, _ in shapes(scene)}
            names = Counter(type(shape).__name__ for key, (shape, _) in self.outside.items() if key in last)
            for name, count in names.items():
                what = f"A {name} lies" if count == 1 else f"{count} objects of the class {name} lie"
                self.note("off-frame", f"{what} outside of the picture.")
        except Exception:
            return
        finally:
            self.outside.clear()
            self.seen.clear()

    def report(self) -> list[dict[str, str]]:
        return list(self.findings.values())[:MOST_FINDINGS]


def found(scene: Any) -> Iterator[dict[str, str]]:
    import manim
    from manim.mobject.text.tex_mobject import SingleStringMathTex

    if isinstance(scene, manim.ThreeDScene):
        return  # what is near in space is not near on the screen
    kinds = (manim.Text, manim.MarkupText, SingleStringMathTex)
    texts = [box(text) for text in shown(scene.mobjects, kinds, manim.DecimalNumber)][:MOST_TEXTS]
    frame = edges(scene)
    for text in texts:
        if beyond(text, frame):
            yield {"cause": "off-frame", "message": f"The text '{text[0]}' reaches beyond the picture."}
    wholes = tuple(getattr(manim, name) for name in WHOLE)
    for whole in shown(scene.mobjects, wholes, manim.DecimalNumber):
        if beyond((type(whole).__name__, *sides(whole)), frame):
            yield {"cause": "off-frame", "message": f"The {type(whole).__name__} reaches beyond the picture."}
    for number, one in enumerate(texts):
        for other in texts[number + 1 :]:
            if overlap(one, other) > OVERLAP:
                yield {"cause": "overlap", "message": f"The texts '{one[0]}' and '{other[0]}' lie on each other."}


def shapes(scene: Any) -> Iterator[tuple[Any, Edges]]:
    """The smallest parts of what is shown, whole texts among them, each with its place."""
    import manim
    from manim.mobject.text.tex_mobject import SingleStringMathTex

    if isinstance(scene, manim.ThreeDScene):
        return
    texts = (manim.Text, manim.MarkupText, SingleStringMathTex)
    large = tuple(kind for name in LARGE if (kind := getattr(manim, name, None)) is not None)
    left, count = list(scene.mobjects), 0
    while left and count < MOST_SHAPES:
        mobject = left.pop()
        if isinstance(mobject, large) or mobject.updaters:
            continue
        if mobject.submobjects and not isinstance(mobject, texts):
            left += mobject.submobjects
        if (isinstance(mobject, texts) or len(mobject.points)) and isinstance(mobject, manim.VMobject) and visible(mobject):
            count += 1
            yield mobject, sides(mobject)


def shown(mobjects: list[Any], kinds: tuple[type, ...], numbers: type) -> Iterator[Any]:
    """Whole texts, not their letters; the digits of axes are no texts."""
    for mobject in mobjects:
        if isinstance(mobject, numbers):
            continue
        if isinstance(mobject, kinds):
            if visible(mobject):
                yield mobject
        else:
            yield from shown(mobject.submobjects, kinds, numbers)


def visible(text: Any) -> bool:
    return any(
        len(part.points) and (part.get_fill_opacity() > 0.05 or part.get_stroke_opacity() > 0.05 and part.get_stroke_width() > 0)
        for part in text.family_members_with_points()[:20]
    )


def sides(mobject: Any) -> Edges:
    left, right = float(mobject.get_left()[0]), float(mobject.get_right()[0])
    return left, right, float(mobject.get_bottom()[1]), float(mobject.get_top()[1])


def box(text: Any) -> Box:
    """The text's beginning, and its left, right, bottom and top edge."""
    name = str(getattr(text, "original_text", None) or getattr(text, "text", None) or getattr(text, "tex_string", ""))
    return (name if len(name) <= 30 else name[:29] + "…"), *sides(text)


def edges(scene: Any) -> Edges:
    camera = scene.renderer.camera
    frame = getattr(camera, "frame", None)
    if frame is not None and hasattr(frame, "get_center"):
        (x, y, _), width, height = frame.get_center(), frame.width, frame.height
    else:
        # The camera fits its height to the shape of the picture.
        (x, y, *_), width, height = camera.frame_center, camera.frame_width, camera.frame_height
    return x - width / 2, x + width / 2, y - height / 2, y + height / 2


def is_outside(place: Edges, frame: Edges) -> bool:
    left, right, bottom, top = place
    return right < frame[0] or left > frame[1] or top < frame[2] or bottom > frame[3]


def beyond(text: Box, frame: Edges) -> bool:
    _, left, right, bottom, top = text
    if is_outside(text[1:], frame):
        return False  # wholly outside: it waits there, or has left
    return left < frame[0] - MARGIN or right > frame[1] + MARGIN or bottom < frame[2] - MARGIN or top > frame[3] + MARGIN


def overlap(one: Box, other: Box) -> float:
    """The share of the smaller text that lies under the other."""
    width = min(one[2], other[2]) - max(one[1], other[1])
    height = min(one[4], other[4]) - max(one[3], other[3])
    smaller = min((one[2] - one[1]) * (one[4] - one[3]), (other[2] - other[1]) * (other[4] - other[3]))
    return width * height / smaller if width > 0 and height > 0 and smaller > 0 else 0
