"""Pyramids and prisms: volume, surface, and a missing length."""

from __future__ import annotations

import re
from typing import Any

from . import formulas
from .answer import Answer, Ask, Step, Unknown
from .arithmetic import number_tex, number_text, rounded
from .formulas import tex, text
from .library import sp
from .question import Question, meant
from .reading import Piece

ROLES = ("pyramid.area", "pyramid.slant", "prism.length", "pyramid.height", "pyramid.base")


def role(piece: Piece) -> str:
    """By the nearest word before the number, else by that after it."""
    before = list(piece.before)
    if any(meant(w, "volumes") for w in before[-2:]):
        return "volume"
    for word in [*reversed(before[-4:]), *piece.after[:2]]:
        for name in ROLES:
            if meant(word, name):
                if name == "pyramid.base" and any(meant(w, "pyramid.area") for w in before[-4:]):
                    return "pyramid.area"
                if name == "pyramid.height" and any(meant(w, "pyramid.slant") for w in before[-3:]):
                    return "pyramid.slant"
                return name
    return ""


def told(q: Question) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    last = ""
    for piece in q.take(lambda p: re.fullmatch(r"\d+(?:\.\d+)?(?:\s*[*x]\s*\d+(?:\.\d+)?)*", p.text) is not None):
        name = role(piece) or (last if set(piece.before) & {"by", "par", "por", "x", "mal", "und", "and", "y", "et", "e"} else "")
        last = name
        found.setdefault(name, []).extend(formulas.expression(n) for n in re.findall(r"\d+(?:\.\d+)?", piece.text))
    if any(v <= 0 for vs in found.values() for v in vs):
        raise Ask(q.say("positive"))
    return found


def pyramid(q: Question) -> Answer:
    found = told(q)
    base, area, height = (found.pop(name, []) for name in ("pyramid.base", "pyramid.area", "pyramid.height"))
    volume, slant = found.pop("volume", []), found.pop("pyramid.slant", [])
    if found or q.pieces() or len(height) > 1 or len(area) > 1 or len(base) > 2 or (len(base) == 0) == (len(area) == 0) or len(volume) > 1:
        raise Unknown
    if q.says("threesided") and base:
        raise Unknown
    if len(base) == 1 and not q.says("square.base"):
        raise Ask(q.say("pyramid.which", number_text(base[0])))
    steps = []
    if area:
        floor = area[0]
    else:
        floor = base[0] * base[-1]
        steps.append(Step(rf"G = {number_tex(base[0])} \cdot {number_tex(base[-1])} = {number_tex(floor)}", q.say("solid.base")))
    if volume:
        if height or slant:
            raise Unknown
        h = 3 * volume[0] / floor
        steps += [Step(r"V = \frac{1}{3} G h", q.say("pyramid.why")),
                  Step(rf"{number_tex(volume[0])} = \frac{{1}}{{3}} \cdot {number_tex(floor)} \cdot h", q.say("insert", "")),
                  Step(f"h = {tex(h)}", q.say("rearrange", "h"))]  # fmt: skip
        return Answer(q.say("volume.title"), steps, f"h = {number_text(h)}", "by substitution")
    if q.has("surface") or q.has("area") and not q.has("volume"):
        if len(set(base)) != 1 or bool(slant) == bool(height):
            raise Unknown
        a = base[0]
        s = slant[0] if slant else sp.sqrt(height[0] ** 2 + (a / 2) ** 2)
        if not slant:
            steps.append(Step(rf"s = \sqrt{{{number_tex(height[0])}^2 + {number_tex(a / 2)}^2}} = {tex(s)}", q.say("slant")))
        exact = a**2 + 2 * a * s
        steps.append(Step(rf"A = a^2 + 4 \cdot \frac{{a s}}{{2}} = {tex(sp.simplify(exact))}", q.say("pyramid.faces")))
        return finish(q, q.say("surface.title"), steps, sp.simplify(exact))
    if slant or not height:
        raise Unknown
    exact = floor * height[0] / 3
    steps += [Step(r"V = \frac{1}{3} G h", q.say("pyramid.why")),
              Step(rf"= \frac{{1}}{{3}} \cdot {number_tex(floor)} \cdot {number_tex(height[0])} = {number_tex(exact)}")]  # fmt: skip
    return finish(q, q.say("volume.title"), steps, exact)


def slant(q: Question) -> Answer:
    """The slant height of a cone, by its radius and height."""
    found: dict[str, Any] = {}
    if not q.says("pyramid.slant"):
        raise Unknown
    for piece in q.take(lambda p: p.number):
        near = (*reversed(piece.before[-3:]), *piece.after[:1])
        name = next((r for word in near for r in ("pyramid.slant", "pyramid.height", "cone.radius") if meant(word, r)), "")
        if not name or name in found or name == "pyramid.slant":
            raise Unknown
        found[name] = formulas.expression(piece.text)
    if set(found) != {"pyramid.height", "cone.radius"} or q.pieces():
        raise Unknown
    h, r = found["pyramid.height"], found["cone.radius"]
    s = sp.sqrt(h**2 + r**2)
    steps = [Step("s^2 = r^2 + h^2", q.say("pythagoras")),
             Step(rf"s = \sqrt{{{number_tex(r)}^2 + {number_tex(h)}^2}} = {tex(s)}", q.say("slant"))]  # fmt: skip
    answer = finish(q, q.say("slant"), steps, s)
    return Answer(answer.title, answer.steps, f"s = {answer.result}", answer.checked)


def prism(q: Question) -> Answer:
    """A prism over a triangle, by its base and height, its three sides, or over any base of known area."""
    found = told(q)
    base, area, height = (found.pop(name, []) for name in ("pyramid.base", "pyramid.area", "pyramid.height"))
    length, volume = found.pop("prism.length", []), found.pop("volume", [])
    if found or q.pieces() or q.has("surface"):
        raise Unknown
    steps = []
    if area and not base:
        if len(area) != 1:
            raise Unknown
        floor, along = area[0], [*length, *height]
    elif len(base) == 1 and q.says("threesided") and len(height) >= 1:
        floor = base[0] * height[0] / 2
        along = [*length, *height[1:]]
        steps.append(Step(rf"G = \frac{{1}}{{2}} \cdot {number_tex(base[0])} \cdot {number_tex(height[0])} = {number_tex(floor)}",
                          q.say("solid.base")))  # fmt: skip
    else:
        raise Unknown
    if volume:
        if along or len(volume) != 1:
            raise Unknown
        h = volume[0] / floor
        steps += [Step(r"V = G \cdot h", q.say("cylinder.why")), Step(f"h = {tex(h)}", q.say("rearrange", "h"))]
        return Answer(q.say("volume.title"), steps, f"h = {number_text(h)}", "by substitution")
    if len(along) != 1:
        raise Unknown
    exact = floor * along[0]
    steps.append(Step(rf"V = G \cdot h = {number_tex(floor)} \cdot {number_tex(along[0])} = {number_tex(exact)}", q.say("cylinder.why")))
    return finish(q, q.say("volume.title"), steps, exact)


def finish(q: Question, title: str, steps: list[Step], exact: Any) -> Answer:
    if exact.is_Rational:
        return Answer(title, steps, number_text(exact), "numerically")
    steps.append(Step(rf"\approx {rounded(exact)}", q.say("rounded")))
    return Answer(title, steps, f"{text(exact)} ≈ {rounded(exact)}", "numerically")
