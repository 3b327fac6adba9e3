"""Throws of a coin or a die, by words of any language: what chance.py does not find by its English phrases."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import Any

from . import formulas
from .answer import Answer, Step, Unknown
from .library import sp
from .question import Question, is_constant, meant
from .reading import Piece

COUNTS = ("two", "three", "four", "five")


def throws(q: Question) -> Answer:
    if q.says("lottery"):
        raise Unknown
    if q.says("negations"):
        return opposite(q)
    if q.says("coins") or q.says("heads.side") and not q.says("dice"):
        return coins(q)
    if q.says("dice"):
        return dice(q)
    raise Unknown


def opposite(q: Question) -> Answer:
    """One throw that does not show what is named: all but it."""
    words = tuple(word for word in q.request.words if not meant(word, "negations"))
    found = throws(Question(replace(q.request, words=words), q.kinds))
    if len(words) != len(q.request.words) - 1 or counted(q) != 1 or any(meant(w, "rolls") for p in q.request.pieces for w in p.after[:1]):
        raise Unknown
    if not (value := re.match(r"P = (\d+(?:/\d+)?)", found.result)):
        raise Unknown
    chance = sp.Rational(value[1])
    steps = [*found.steps[:2], Step(rf"1 - {formulas.tex(chance)} = {formulas.tex(1 - chance)}", q.say("complement"))]
    return shown(q, steps, 1 - chance)


def counted(q: Question) -> int:
    """How many throws are said in words; 1 where none is."""
    found = [k for k, name in enumerate(COUNTS, 2) if q.says(name)] + ([2] if q.says("twice") else [])
    if len(set(found)) > 1:
        raise Unknown
    return found[0] if found else 1


def whole(q: Question) -> list[int]:
    values = [formulas.expression(piece.text) for piece in q.take(is_constant)]
    if any(not v.is_Integer or not 0 < v <= 36 for v in values):
        raise Unknown
    return [int(v) for v in values]


def coins(q: Question) -> Answer:
    """One toss, or the same side each time."""
    sides = [name for name in ("heads.side", "tails.side") if q.says(name)]
    numbers = whole(q)
    n = numbers[0] if len(numbers) == 1 else counted(q)
    if len(numbers) > 1 or len(sides) != 1 or n > 10 or q.says("atleast"):
        raise Unknown
    if n > 1 and not (q.says("every") or q.says("row")):
        raise Unknown
    value = sp.Rational(1, 2) ** n
    steps = [Step(r"P = \frac{1}{2}", q.say("chance.side"))]
    if n > 1:
        steps.append(Step(" \\cdot ".join([r"\frac{1}{2}"] * n) + f" = {formulas.tex(value)}", q.say("chance.independent")))
    return shown(q, steps, value)


def dice(q: Question) -> Answer:
    n = counted(q)
    if n == 1 and (rolled := [p for p in q.pieces() if p.number and any(meant(w, "rolls") for w in p.after[:2])]):
        return many_rolls(q, rolled)
    for piece in q.pieces():
        if n == 1 and piece.number and piece.text in ("2", "3") and piece.after[:1] and meant(piece.after[0], "dice"):
            piece.used, n = True, int(piece.text)
    numbers = whole(q)
    if not numbers and q.says("six"):
        numbers = [6]
    if n > 3 or q.says("every") and n == 1 and q.says("row"):
        raise Unknown
    rolls = list(itertools.product(range(1, 7), repeat=n))
    if n == 1:
        good = [roll for roll in rolls if fits(q, roll[0], numbers)]
    elif q.says("summed") and len(numbers) == 1:
        good = [roll for roll in rolls if compared(q, sum(roll), numbers[0])]
    elif len(numbers) == 1 and (q.says("every") or q.says("row") or q.says("six")):
        good = [roll for roll in rolls if set(roll) == {numbers[0]}]
    else:
        raise Unknown
    steps = [Step(rf"6^{{{n}}} = {6**n}" if n > 1 else "6", q.say("chance.all"))]
    some = r",\ ".join(str(r).replace(" ", "") if n > 1 else str(r[0]) for r in good[:8]) + (r",\ \dots" if len(good) > 8 else "")
    steps.append(Step(rf"{some}: \quad {len(good)}" if good else "0", q.say("chance.good")))
    return shown(q, steps, sp.Rational(len(good), len(rolls)))


def many_rolls(q: Question, rolled: list[Piece]) -> Answer:
    """One face in n rolls of a die: at least once, never, or each time."""
    rolled[0].used = True
    n, rest = int(float(rolled[0].text)), whole(q)
    if len(rolled) != 1 or not 1 <= n <= 20 or len(rest) > 1 or rest and q.says("six") or not rest and not q.says("six"):
        raise Unknown
    if rest and not 1 <= rest[0] <= 6:
        raise Unknown
    one, other = sp.Rational(1, 6), sp.Rational(5, 6)
    if q.says("atleast"):
        value = 1 - other**n
        steps = [
            Step(rf"P(0) = \left(\frac{{5}}{{6}}\right)^{{{n}}} = {formulas.tex(other**n)}", q.say("chance.independent")),
            Step(r"P = 1 - P(0)", q.say("complement")),
        ]
    elif q.says("every"):
        value = one**n
        steps = [Step(rf"\left(\frac{{1}}{{6}}\right)^{{{n}}}", q.say("chance.independent"))]
    else:
        raise Unknown
    return shown(q, steps, value)


def fits(q: Question, face: int, numbers: list[int]) -> bool:
    if not numbers:
        tests = [test for name, test in (("even", face % 2 == 0), ("odd", face % 2 == 1), ("primes", face in (2, 3, 5))) if q.says(name)]
        if len(tests) != 1:
            raise Unknown
        return tests[0]
    if q.says("even") or q.says("odd") or q.says("primes"):
        raise Unknown
    if len(numbers) == 1:
        return compared(q, face, numbers[0])
    if q.says("either"):
        return face in numbers
    raise Unknown


def compared(q: Question, value: int, target: int) -> bool:
    more, less, least, most = (q.says(name) for name in ("above", "below", "atleast", "atmost"))
    if more + less + least + most > 1:
        raise Unknown
    if more or less:
        return value > target if more else value < target
    if least or most:
        return value >= target if least else value <= target
    return value == target


def shown(q: Question, steps: list[Step], value: Any) -> Answer:
    from .chance import shown as with_percent

    return with_percent(q, steps, value)
