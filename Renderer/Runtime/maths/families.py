"""Sets in braces: union, intersection, difference; whole numbers of a range that a number divides, or does not."""

from __future__ import annotations

import re
from typing import Any

from . import formulas
from .answer import Answer, Step, Unknown
from .formulas import tex, text
from .library import sp
from .question import Question
from .reading import plain

SET = re.compile(r"\b([A-Z])\s*=\s*\{([^{}]*)\}")


RANGE = re.compile(r"(?:between|entre|zwischen|from|de|von|بين|من)\s+(\d+)\s+(?:and|et|y|und|e|to|a|bis|و|الى|إلى)\s+(\d+)")


def shown(values: list[Any]) -> str:
    return r"\left\{" + ",\\ ".join(map(tex, values)) + r"\right\}" if values else r"\varnothing"


def said(values: list[Any]) -> str:
    return "{" + ", ".join(map(text, values)) + "}" if values else "∅"


def members(inside: str) -> list[Any]:
    return sorted({formulas.expression(value) for value in re.split(r"[,;]", inside) if value.strip()}, key=sp.default_sort_key)


def sets(q: Question) -> Answer:
    found = [(name, inside) for name, inside in SET.findall(plain(q.request.said))]
    if len(found) != 2 or len({name for name, _ in found}) != 2 or any("..." in inside for _, inside in found):
        raise Unknown
    (p, one), (r, other) = ((name, members(inside)) for name, inside in found)
    if not all(v.is_Rational for v in (*one, *other)):
        raise Unknown
    union = sorted({*one, *other})
    both, left, right = ([v for v in one if v in other], [v for v in one if v not in other], [v for v in other if v not in one])
    asked = [name for name in ("union", "intersection", "difference") if q.says(f"sets.{name}")]
    if "difference" not in asked and re.search(r"\b[A-Z]\s*(?:-|\\|minus|without|sans|ohne|sin|menos)\s*[A-Z]\b", q.request.said):
        asked.append("difference")
    if "difference" in asked and q.says("sets.symmetric"):
        raise Unknown
    asked = asked or ["union", "intersection"]
    for piece in q.pieces():
        piece.used = True
    steps, results = [Step(rf"{p} = {shown(sorted(one))},\quad {r} = {shown(sorted(other))}", q.say("bayes.given"))], []
    for name in asked:
        if name == "union":
            steps.append(Step(rf"{p} \cup {r} = {shown(union)}", q.say("sets.union")))
            results.append(f"{p} ∪ {r} = {said(union)}")
        elif name == "intersection":
            steps.append(Step(rf"{p} \cap {r} = {shown(sorted(both))}", q.say("sets.intersection")))
            results.append(f"{p} ∩ {r} = {said(sorted(both))}")
        else:
            back = re.search(rf"{r}\s*(?:-|\\|minus)\s*{p}", q.request.said)
            a, b, values = (r, p, right) if back else (p, r, left)
            steps.append(Step(rf"{a} \setminus {b} = {shown(sorted(values))}", q.say("sets.difference")))
            results.append(f"{a} \\ {b} = {said(sorted(values))}")
    if len(union) + len(both) != len(one) + len(other):
        raise Unknown
    return Answer(q.say("sets.title"), steps, "; ".join(results), "by counting")


def divisible(q: Question) -> Answer:
    """How many whole numbers from A to B are divisible by k, or are not."""
    bounds = q.bounds()
    if bounds is None:
        pair = re.search(
            r"(?:between|entre|zwischen|from|de|von|بين|من)\s+(\d+)\s+(?:and|et|y|und|e|to|a|bis|و|الى|إلى)\s+(\d+)", q.request.said.lower()
        )
        if not pair:
            raise Unknown
        bounds = sp.Integer(int(pair[1])), sp.Integer(int(pair[2]))
        q.take(lambda p: p.number and formulas.expression(p.text) in bounds, 2)
    low, high = bounds
    numbers = q.numbers()
    if len(numbers) != 1 or not all(v.is_Integer for v in (low, high, *numbers)) or not 0 <= low < high <= 10**9 or numbers[0] < 2:
        raise Unknown
    k = numbers[0]
    first, last = -(-low // k) * k, high // k * k
    count = (last - first) // k + 1 if last >= first else sp.Integer(0)
    whole = high - low + 1
    steps = [Step(rf"{tex(first)},\ {tex(first + k)},\ \dots,\ {tex(last)}", q.say("divisible.list", k)),
             Step(rf"\frac{{{tex(last)} - {tex(first)}}}{{{tex(k)}}} + 1 = {tex(count)}", q.say("divisible.count"))]  # fmt: skip
    if high - low <= 10**5 and sum(1 for v in range(int(low), int(high) + 1) if v % int(k) == 0) != count:
        raise Unknown
    if q.says("negations"):
        steps += [Step(rf"{tex(high)} - {tex(low)} + 1 = {tex(whole)}", q.say("mix.all")),
                  Step(rf"{tex(whole)} - {tex(count)} = {tex(whole - count)}", q.say("complement"))]  # fmt: skip
        count = whole - count
    return Answer(q.say("choose.title"), steps, text(count), "by counting")
