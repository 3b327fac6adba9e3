"""Quantities that go with each other: work done together, and proportions with an unknown factor."""

from __future__ import annotations

import re

from . import formulas
from .answer import Answer, Ask, Step, Unknown
from .arithmetic import number_tex, number_text
from .formulas import tex
from .library import sp
from .question import Question, meant
from .rates import UNITS
from .reading import Piece


def together(q: Question) -> Answer:
    """Two that do the same work alone in known times: how long do both take?"""
    numbers = q.take(lambda p: p.number)
    if len(numbers) != 2 or q.pieces() or not q.says("jointly") or q.says("empties"):
        raise Unknown
    units = [next((w for w in p.after[:1] if w in UNITS and UNITS[w][0] == "time"), "") for p in numbers]
    if not any(units) or units[0] and units[1] and UNITS[units[0]] != UNITS[units[1]]:
        raise Unknown
    unit = units[0] or units[1]
    a, b = (formulas.expression(p.text) for p in numbers)
    rate, time = 1 / a + 1 / b, a * b / (a + b)
    size = UNITS[unit][1]
    short = {3600: "h", 60: "min"}.get(int(size), "")
    steps = [
        Step(rf"\frac{{1}}{{{number_tex(a)}}},\quad \frac{{1}}{{{number_tex(b)}}}", q.say("together.rates")),
        Step(rf"\frac{{1}}{{{number_tex(a)}}} + \frac{{1}}{{{number_tex(b)}}} = {tex(rate)}", q.say("together.add")),
        Step(rf"t = 1 \div {tex(rate)} = {tex(time)}", q.say("together.time")),
    ]
    result = f"t = {number_text(time)} {short or (unit if unit.isascii() else '')}".strip()
    if short == "h" and not time.is_Integer and (time * 60).is_Integer:
        result += f" = {int(time * 60) // 60} h {int(time * 60) % 60} min"
    steps.append(
        Step(rf"\frac{{{tex(time)}}}{{{number_tex(a)}}} + \frac{{{tex(time)}}}{{{number_tex(b)}}} = 1\ \checkmark", q.say("check", ""))
    )
    return Answer(q.say("work.title"), steps, result, "by adding up")


VALUES = re.compile(r"\b([a-zA-Z])\s*=\s*(-?\d+(?:[.,]\d+)?(?:/\d+)?)")
LINK = re.compile(
    r"\b([a-zA-Z])\s+(?:is|varies|est|es|ist|e|é|varia)\s+"
    r"(directly\s+|inversely\s+|indirectly\s+|inversement\s+|inversamente\s+|directement\s+|"
    r"directamente\s+|diretamente\s+|umgekehrt\s+|antiproportional\w*\s+|indirekt\s+)?"
    r"(?:as|(?:(directly|inversely|directamente|inversamente|diretamente)\s+)?(?:proportion\w*|proporcional\w*)\s*"
    r"(inverse|inversa\w*|directa\w*)?\s*(?:to|à|a|al|zu|with)?)\s*(?:the\s+)?"
    r"(square\s+(?:root\s+)?of\s+|cube\s+of\s+)?([a-zA-Z])(?:\^?([23²³]))?\b",
    re.IGNORECASE,
)


def varies(q: Question) -> Answer:
    """x is directly or inversely proportional to y, or to its square: the factor from one pair, then the other value."""
    said = q.request.said
    link = LINK.search(said)
    if not link:
        raise Unknown
    one, other = link[1], link[6]
    how = " ".join(part or "" for part in (link[2], link[3], link[4])).lower()
    inverse = bool(re.search(r"invers|indirek|indirect|umgekehrt|anti", how))
    spoken = " ".join((link[5] or link[7] or "").lower().split())
    power = {"square of": 2, "square root of": sp.Rational(1, 2), "cube of": 3, "2": 2, "²": 2, "3": 3, "³": 3}.get(spoken, 1)
    given = [(name, formulas.expression(value.replace(",", "."))) for name, value in VALUES.findall(said) if name in (one, other)]
    if len(given) != 3 or one == other:
        raise Unknown
    pair = dict(given[:2])
    if set(pair) != {one, other}:
        raise Unknown
    for piece in q.pieces():
        piece.used = True
    third, value = given[2]
    power = -power if inverse else power
    k, x = sp.Symbol("k"), sp.Symbol(other)
    if pair[other] == 0 or power < 0 and value == 0:
        raise Ask(q.say("divide.zero"))
    factor = sp.simplify(pair[one] / pair[other] ** power)
    law = k * x**power
    if third == other:
        result = sp.simplify(factor * value**power)
        last = Step(rf"{one} = {tex(factor * x**power)},\quad {other} = {number_tex(value)}: \quad {one} = {number_tex(result)}")
        plain_result = f"{one} = {number_text(result)}"
    else:
        found = [r for r in sp.solve(sp.Eq(factor * x**power, value), x) if r.is_real]
        found = [r for r in found if r.is_positive] or found
        if len(found) != 1:
            raise Ask(q.say("story.none"))
        result = found[0]
        last = Step(rf"{number_tex(value)} = {tex(factor * x**power)}: \quad {other} = {number_tex(result)}", q.say("rearrange", other))
        plain_result = f"{other} = {number_text(result)}"
    steps = [
        Step(f"{one} = {tex(law)}", q.say("varies.inverse" if inverse else "varies.direct")),
        Step(rf"{number_tex(pair[one])} = k \cdot {tex(pair[other] ** power)}: \quad k = {number_tex(factor)}", q.say("varies.factor")),
        last,
    ]
    return Answer(q.say("proportion.title"), steps, plain_result, "by substitution")


def per_hundred(q: Question) -> Answer:
    """6 litres for 100 km, how many for 350 km: two of three quantities have the same unit."""
    pieces = q.take(lambda p: p.number)
    if len(pieces) == 2 and not q.pieces() and (found := by_rate(q, pieces)):
        return found
    if len(pieces) != 3 or q.pieces() or not (q.says("per") or q.says("uses")) or q.says("durations"):
        raise Unknown
    units = [next(iter(p.after[:1]), "") for p in pieces]
    if not all(units):
        raise Unknown
    same = [k for k in (0, 1) if units[k] == units[2]]
    if len(same) != 1 or units[0] == units[1]:
        raise Unknown
    of, made = pieces[same[0]], pieces[1 - same[0]]
    a, b, c = (formulas.expression(p.text) for p in (of, made, pieces[2]))
    if a == 0:
        raise Ask(q.say("divide.zero"))
    steps = [
        Step(rf"{number_tex(b)} \div {number_tex(a)} = {number_tex(b / a)}", q.say("proportion.one")),
        Step(rf"{number_tex(c)} \cdot {number_tex(b / a)} = {number_tex(b * c / a)}", q.say("proportion.many")),
    ]
    unit = units[1 - same[0]]
    return Answer(q.say("proportion.title"), steps, f"{number_text(b * c / a)} {unit}".strip(), "by multiplication")


def by_rate(q: Question, pieces: list[Piece]) -> Answer | None:
    """12 km per litre, 300 km: how many litres; or 20 litres: how many km."""
    rates = [p for p in pieces if len(p.after) > 2 and meant(p.after[1], "per") and p.after[0] != p.after[2]]
    if len(rates) != 1:
        return None
    rate, other = rates[0], next(p for p in pieces if p is not rates[0])
    one, per = rate.after[0], rate.after[2]
    a, b = formulas.expression(rate.text), formulas.expression(other.text)
    unit = next(iter(other.after[:1]), "")
    stem = per.rstrip("s")
    if a == 0 or not any(w.rstrip("s") in (one.rstrip("s"), stem) for w in (unit,)):
        return None
    divides = unit.rstrip("s") == one.rstrip("s")
    result = b / a if divides else a * b
    sign = r"\div" if divides else r"\cdot"
    steps = [
        Step(rf"{number_tex(b)} {sign} {number_tex(a)} = {number_tex(result)}", q.say("proportion.one" if divides else "proportion.many"))
    ]
    name = per if divides else one
    return Answer(q.say("proportion.title"), steps, f"{number_text(result)} {name}", "by multiplication")


def missing_value(q: Question) -> Answer:
    """The mean of n numbers, and all but one of them."""
    numbers = q.take(lambda p: p.number)
    if q.pieces() or len(numbers) < 3 or not q.says("missing"):
        raise Unknown
    means = [p for p in numbers if p.before[-1:] and meant(p.before[-1], "equals") or p.before[-1:] and p.before[-1] in ("of", "de", "von")
             and len(p.before) > 1 and (meant(p.before[-2], "average"))]  # fmt: skip
    values = [formulas.expression(p.text) for p in numbers]
    counts = [p for p in numbers if any(meant(w, "counted.things") for w in p.after[:2])]
    mean_piece = next((p for p in means if p not in counts), None)
    if mean_piece is None:
        raise Unknown
    listed = [v for p, v in zip(numbers, values, strict=True) if p is not mean_piece and p not in counts[:1]]
    n = len(listed) + 1
    if counts and formulas.expression(counts[0].text) != n:
        raise Unknown
    mean = formulas.expression(mean_piece.text)
    total, known = mean * n, sum(listed, sp.Integer(0))
    steps = [
        Step(rf"{n} \cdot {number_tex(mean)} = {number_tex(total)}", q.say("missing.total")),
        Step(" + ".join(number_tex(v) for v in listed) + f" = {number_tex(known)}", q.say("missing.known")),
        Step(f"{number_tex(total)} - {number_tex(known)} = {number_tex(total - known)}"),
        Step(rf"\frac{{{number_tex(known)} + {number_tex(total - known)}}}{{{n}}} = {number_tex(mean)}\ \checkmark", q.say("check", "")),
    ]
    return Answer(q.say("statistics.title"), steps, number_text(total - known), "by substitution")
