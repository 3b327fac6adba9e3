"""Two purchases of the same two things: what each of them costs."""

from __future__ import annotations

from typing import Any

from . import formulas
from .answer import Answer, Ask, Step, Unknown
from .arithmetic import number_tex, number_text
from .library import sp
from .question import Question, meant
from .reading import Piece


def named(piece: Piece) -> tuple[str, ...]:
    """The words of a thing that is counted."""
    return tuple(word for word in piece.after if not meant(word, "basket.fillers") and not meant(word, "money"))


def stems(words: tuple[str, ...]) -> set[str]:
    return {stem(word) for word in words}


def stem(word: str) -> str:
    """Without an ending of the plural, and no longer than four letters."""
    if not word.isascii():
        return word[:3]
    return (word.rstrip("s") if len(word) <= 4 else word)[: 3 if len(word.rstrip("s")) <= 3 else 4]


def prices(q: Question) -> Answer:
    """2 pens and 3 books cost 16, 1 pen and 4 books cost 23; the second basket may name its things in the other order."""
    pieces = q.take(lambda p: p.number)
    if q.pieces() or len(pieces) != 6 or not (q.says("shop.sure") or q.says("money") or q.says("total")):
        raise Unknown
    values = [formulas.expression(p.text) for p in pieces]
    if not all(v.is_Integer and 0 < v <= 100 for k, v in enumerate(values) if k % 3 != 2) or any(v <= 0 for v in values):
        raise Unknown
    if any(not totalled(before, total) for before, total in ((pieces[1], pieces[2]), (pieces[4], pieces[5]))):
        raise Unknown
    things = [named(p) for k, p in enumerate(pieces) if k % 3 != 2]
    first, second, third, fourth = (stems(words) for words in things)
    own, other = first - second, second - first
    if not own or not other:
        raise Unknown
    swapped = bool(own & fourth - third) and bool(other & third - fourth)
    if not swapped and not (own & third - fourth and other & fourth - third):
        raise Unknown
    a, b, total, c, d, sum_two = values
    if swapped:
        c, d = d, c
    x, y = sp.symbols("x y")
    determinant = a * d - b * c
    if determinant == 0:
        raise Ask(q.say("story.none"))
    px, py = (total * d - b * sum_two) / determinant, (a * sum_two - total * c) / determinant
    if px <= 0 or py <= 0:
        raise Ask(q.say("story.none"))
    names = [next((w for w in things[k] if stem(w) in keep), "") for k, keep in ((0, own), (1, other))]
    left = sp.expand((a * x + b * y) * c), sp.expand((c * x + d * y) * a)
    steps = [
        Step(rf"{line(a, b)} = {number_tex(total)}", q.say("story.named")),
        Step(rf"{line(c, d)} = {number_tex(sum_two)}"),
        Step(rf"{line(left[0].coeff(x), left[0].coeff(y))} = {number_tex(total * c)}", q.say("basket.times", c)),
        Step(rf"{line(left[1].coeff(x), left[1].coeff(y))} = {number_tex(sum_two * a)}", q.say("basket.times", a)),
        Step(
            rf"{line(sp.Integer(0), determinant)} = {number_tex(a * sum_two - total * c)} \ \Rightarrow\ y = {number_tex(py)}",
            q.say("basket.subtract"),
        ),
        Step(rf"x = \frac{{{number_tex(total)} - {number_tex(b)} \cdot {number_tex(py)}}}{{{number_tex(a)}}} = {number_tex(px)}"),
        Step(rf"{c} \cdot {number_tex(px)} + {d} \cdot {number_tex(py)} = {number_tex(sum_two)}\ \checkmark", q.say("check", "")),
    ]
    result = f"x = {number_text(px)}, y = {number_text(py)}"
    if all(names):
        result = f"{names[0]}: {number_text(px)}, {names[1]}: {number_text(py)}"
    return Answer(q.say("shop.title"), steps, result, "by substitution")


def line(a: Any, b: Any) -> str:
    return " + ".join(({1: "", -1: "-"}.get(int(n), number_tex(n))) + name for n, name in ((a, "x"), (b, "y")) if n != 0)


def totalled(before: Piece, total: Piece) -> bool:
    near = (*total.before[-2:], *total.after[:1])
    return (
        any(meant(word, group) for word in near for group in ("shop.for", "shop.sure", "money", "together", "equals"))
        and before is not total
    )
