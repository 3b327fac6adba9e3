"""Looks at a scene where each of its plays ends: text beyond the frame, text on text. Advice, from inside the scene's process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Box = tuple[str, float, float, float, float]
MARGIN, OVERLAP, MOST_TEXTS, MOST_FINDINGS = 0.1, 0.1, 60, 8


class Eye:
    """Gathers what it sees over a whole scene, each thing once."""

    def __init__(self) -> None:
        self.findings: dict[str, dict[str, str]] = {}

    def look(self, scene: Any) -> None:
        if len(self.findings) >= MOST_FINDINGS:
            return
        try:
            for finding in found(scene):
                self.findings.setdefault(finding["message"], finding)
        except Exception:
            return  # a scene may show anything

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
    for number, one in enumerate(texts):
        for other in texts[number + 1 :]:
            if overlap(one, other) > OVERLAP:
                yield {"cause": "overlap", "message": f"The texts '{one[0]}' and '{other[0]}' lie on each other."}


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


def box(text: Any) -> Box:
    """The text's beginning, and its left, right, bottom and top edge."""
    name = str(getattr(text, "original_text", None) or getattr(text, "text", None) or getattr(text, "tex_string", ""))
    left, right, bottom, top = float(text.get_left()[0]), float(text.get_right()[0]), float(text.get_bottom()[1]), float(text.get_top()[1])
    return (name if len(name) <= 30 else name[:29] + "…"), left, right, bottom, top


def edges(scene: Any) -> tuple[float, float, float, float]:
    import manim

    frame = getattr(scene.renderer.camera, "frame", None)
    if frame is not None and hasattr(frame, "get_center"):
        (x, y, _), width, height = frame.get_center(), frame.width, frame.height
    else:
        x, y, width, height = 0, 0, manim.config.frame_width, manim.config.frame_height
    return x - width / 2, x + width / 2, y - height / 2, y + height / 2


def beyond(text: Box, frame: tuple[float, float, float, float]) -> bool:
    _, left, right, bottom, top = text
    if right < frame[0] or left > frame[1] or top < frame[2] or bottom > frame[3]:
        return False  # wholly outside: it waits there, or has left
    return left < frame[0] - MARGIN or right > frame[1] + MARGIN or bottom < frame[2] - MARGIN or top > frame[3] + MARGIN


def overlap(one: Box, other: Box) -> float:
    """The share of the smaller text that lies under the other."""
    width = min(one[2], other[2]) - max(one[1], other[1])
    height = min(one[4], other[4]) - max(one[3], other[3])
    smaller = min((one[2] - one[1]) * (one[4] - one[3]), (other[2] - other[1]) * (other[4] - other[3]))
    return width * height / smaller if width > 0 and height > 0 and smaller > 0 else 0
