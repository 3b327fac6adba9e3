"""A rectangle whose sides are known by each other, and the largest one with a given perimeter."""

from __future__ import annotations

from typing import Any

from . import formulas
from .answer import Answer, Ask, Figure, Step, Unknown
from .arithmetic import number_tex, number_text
from .formulas import tex
from .library import sp
from .question import Question, is_constant, meant
from .reading import Piece

x = sp.Symbol("x", positive=True)


def rectangle(q: Question) -> Answer:
    pieces = q.take(is_constant)
    if q.pieces() or any(not formulas.expression(p.text).is_positive for p in pieces):
        raise Unknown
    if q.says("maximise"):
        return largest(q, pieces)
    return by_relation(q, pieces)


def largest(q: Question, pieces: list[Piece]) -> Answer:
    """Of all rectangles with one perimeter the square has the largest area."""
    if len(pieces) != 1 or not q.says("measure.perimeter") and not q.says("fences") or q.says("rivers"):
        raise Unknown
    perimeter = formulas.expression(pieces[0].text)
    half = perimeter / 2
    side = half / 2
    steps = [
        Step(rf"2(a + b) = {number_tex(perimeter)} \ \Rightarrow\ b = {number_tex(half)} - a", q.say("best.one")),
        Step(rf"A = a \cdot \left({number_tex(half)} - a\right) = {number_tex(half)} a - a^2"),
        Step(rf"A' = {number_tex(half)} - 2a = 0 \ \Rightarrow\ a = {number_tex(side)}", q.say("best.zero")),
        Step(
            rf"b = {number_tex(half)} - {number_tex(side)} = {number_tex(side)},\quad A = {number_tex(side**2)}", q.say("extremes.maximum")
        ),
    ]
    h = f"{float(half)!r}"
    figure = Figure("plot", {"functions": [f"x * ({h} - x)"], "from": 0.0, "to": float(half), "points": [(float(side), float(side**2))]})
    result = f"a = b = {number_text(side)}, A = {number_text(side**2)}"
    return Answer(q.say("best.title"), steps, result, "by the vertex", figure)


FACTORS = ((2, "twofold"), (3, "threefold"), (4, "fourfold"))


def by_relation(q: Question, pieces: list[Piece]) -> Answer:
    """The length is k times the width, or so much more; the perimeter or the area is known."""
    measures: dict[str, Any] = {}
    factor: Any = next((sp.Integer(k) for k, name in FACTORS if q.says(name)), None)
    more: Any = None
    for piece in pieces:
        value = formulas.expression(piece.text)
        if any(meant(w, "moreover") for w in piece.after[:2]) and more is None and factor is None:
            more = -value if any(w in LESS for w in piece.after[:2]) else value
        elif any(meant(w, "timeses") for w in piece.after[:1]) and factor is None:
            factor = value
        else:
            name = next(
                (m for w in (*reversed(piece.before), *piece.after[1:3]) for m in ("perimeter", "area") if meant(w, f"measure.{m}")), ""
            )
            if not name or name in measures:
                raise Unknown
            measures[name] = value
    if len(measures) != 1 or (factor is None) == (more is None) or not (q.says("lengths") and q.says("widths")):
        raise Unknown
    ((name, amount),) = measures.items()
    swapped = widths_first(q)
    other: Any = factor * x if factor is not None else x + more
    # x is the side that the other one is compared with.
    total = 2 * (x + other) if name == "perimeter" else x * other
    found = [r for r in sp.solve(sp.Eq(total, amount), x) if r.is_positive]
    if len(found) != 1:
        raise Ask(q.say("story.none"))
    one = found[0]
    two = sp.simplify(other.subs(x, one))
    if not two.is_positive:
        raise Ask(q.say("story.none"))
    law = (
        f"2(x + {tex(other)}) = {number_tex(amount)}"
        if name == "perimeter"
        else rf"x \cdot \left({tex(other)}\right) = {number_tex(amount)}"
    )
    steps = [
        Step(rf"a = {tex(other)},\quad b = x" if not swapped else rf"b = {tex(other)},\quad a = x", q.say("story.named")),
        Step(law, q.say("story.equation")),
        Step(f"{tex(sp.expand(total))} = {number_tex(amount)}"),
        Step(rf"x = {number_tex(one)},\quad {tex(other)} = {number_tex(two)}"),
    ]
    long, wide = (two, one) if not swapped else (one, two)
    area, around = sp.simplify(one * two), sp.simplify(2 * (one + two))
    steps.append(Step(rf"A = {number_tex(long)} \cdot {number_tex(wide)} = {number_tex(area)}"))
    steps.append(Step(rf"U = 2({number_tex(long)} + {number_tex(wide)}) = {number_tex(around)}", q.say("check", "")))
    result = f"a = {number_text(long)}, b = {number_text(wide)}; A = {number_text(area)}, U = {number_text(around)}"
    a, b = float(long), float(wide)
    return Answer(q.say("related.title"), steps, result, "by substitution", Figure("polygon", {"points": [[0, 0], [a, 0], [a, b], [0, b]]}))


LESS = ("less", "fewer", "shorter", "smaller", "moins", "menos", "weniger", "kurzer", "kürzer")


def widths_first(q: Question) -> bool:
    """Whether the width is compared with the length, instead of the length with the width."""
    said = q.request.words
    marks = [k for k, w in enumerate(said) if meant(w, "compared")]
    if not marks:
        return False
    before = [("w" if meant(w, "widths") else "l") for w in said[: marks[0]] if meant(w, "widths") or meant(w, "lengths")]
    return bool(before) and before[-1] == "w"
