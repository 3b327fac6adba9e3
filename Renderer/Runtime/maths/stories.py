"""Word problems of the common kinds: what is meant is known by its words, and every number of it has a role."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from . import formulas
from .answer import Answer, Ask, Step, Unknown
from .arithmetic import number_tex, number_text
from .formulas import tex
from .library import sp
from .question import Question, is_constant, meant
from .reading import Piece

x = sp.Symbol("x")


def plain_numbers(q: Question) -> list[Piece]:
    """All pieces, where each is a positive number."""
    pieces = q.pieces()
    if not pieces or not all(is_constant(p) and formulas.expression(p.text).is_positive for p in pieces):
        raise Unknown
    return q.take(is_constant)


def value(piece: Piece) -> Any:
    return formulas.expression(piece.text)


def near(piece: Piece, group: str, after: int = 2, before: int = 2) -> bool:
    return any(meant(w, group) for w in (*piece.after[:after], *piece.before[len(piece.before) - before :]))


def equation_steps(q: Question, left: Any, right: Any) -> tuple[list[Step], Any]:
    """A linear equation in x, solved line by line."""
    (found,) = sp.solve(sp.Eq(left, right), x)
    steps = [Step(f"{tex(left)} = {tex(right)}", q.say("story.equation"))]
    moved = sp.expand(left - right)
    a, b = moved.coeff(x, 1), moved.coeff(x, 0)
    if b != 0:
        steps.append(Step(f"{tex(a * x)} = {tex(-b)}", q.say("rearrange", "x")))
    steps.append(Step(f"x = {number_tex(found)}", q.say("divide.by", tex(a)) if a != 1 else ""))
    return steps, found


def sum_and_difference(q: Question) -> Answer:
    """Two numbers by their sum and their difference."""
    numbers = plain_numbers(q)
    if len(numbers) != 2 or q.says("consecutive"):
        raise Unknown
    order = [(p, near(p, "summed", 3, 4), near(p, "differing", 3, 4)) for p in numbers]
    if order[0][2] and not order[0][1]:
        numbers = numbers[::-1]
    total, gap = (value(p) for p in numbers)
    if not gap < total:
        raise Unknown
    steps = [Step(rf"x + y = {number_tex(total)},\quad x - y = {number_tex(gap)}", q.say("story.named"))]
    steps.append(Step(rf"2x = {number_tex(total)} + {number_tex(gap)} = {number_tex(total + gap)}", q.say("story.add")))
    big, small = (total + gap) / 2, (total - gap) / 2
    steps.append(Step(rf"x = {number_tex(big)},\quad y = {number_tex(total)} - {number_tex(big)} = {number_tex(small)}"))
    steps.append(Step(rf"{number_tex(big)} - {number_tex(small)} = {number_tex(gap)}\ \checkmark", q.say("check", "")))
    return Answer(q.say("story.title"), steps, f"{number_text(big)}, {number_text(small)}", "by substitution")


COUNTED = {2: "two", 3: "three", 4: "four", 5: "five"}


def consecutive(q: Question) -> Answer:
    """Consecutive numbers, odd or even ones, by their sum."""
    numbers = plain_numbers(q)
    counts = [n for n, name in COUNTED.items() if q.says(name)]
    if len(numbers) == 2 and not counts:
        count, total = sorted(int(value(p)) for p in numbers)
    elif len(numbers) == 1 and len(counts) == 1:
        count, total = counts[0], value(numbers[0])
    else:
        raise Unknown
    if not q.says("summed") or q.says("multiplied") or not 2 <= count <= 9:
        raise Unknown
    gap = 2 if q.says("odd") or q.says("even") else 1
    left: Any = count * x + gap * sum(range(count))
    shown = " + ".join(["x", *(f"(x + {gap * k})" for k in range(1, count))])
    steps = [Step(f"{shown} = {number_tex(sp.sympify(total))}", q.say("story.named"))]
    more, found = equation_steps(q, left, sp.sympify(total))
    steps += more
    whole = [found + gap * k for k in range(count)]
    fits = found.is_Integer and (not q.says("odd") or found % 2 == 1) and (not q.says("even") or found % 2 == 0)
    if not fits:
        raise Ask(q.say("story.none"))
    steps.append(Step(" + ".join(map(str, whole)) + rf" = {number_tex(sp.sympify(total))}\ \checkmark", q.say("check", "")))
    return Answer(q.say("story.title"), steps, ", ".join(map(str, whole)), "by substitution")


FACTORS = {2: "twofold", 3: "threefold", 4: "fourfold"}


def times_as_many(q: Question) -> Answer:
    """One has k times as many as the other, and both together, or how many more."""
    numbers = plain_numbers(q)
    factors = [p for p in numbers if p.number and any(meant(w, "timeses") for w in p.after[:1])]
    spoken = [k for k, name in FACTORS.items() if q.says(name)]
    if len(factors) == 1 and len(numbers) == 2:
        factor = value(factors[0])
        other = next(p for p in numbers if p is not factors[0])
    elif not factors and len(spoken) == 1 and len(numbers) == 1:
        factor, other = sp.Integer(spoken[0]), numbers[0]
    else:
        raise Unknown
    if not q.says("together") or factor <= 1:
        raise Unknown
    steps = [Step(rf"x + {number_tex(factor)}x = {number_tex(value(other))}", q.say("story.named"))]
    more, found = equation_steps(q, (factor + 1) * x, value(other))
    steps += [*more, Step(rf"{number_tex(factor)} \cdot {number_tex(found)} = {number_tex(factor * found)}")]
    steps.append(Step(rf"{number_tex(found)} + {number_tex(factor * found)} = {number_tex(value(other))}\ \checkmark", q.say("check", "")))
    return Answer(q.say("story.title"), steps, f"{number_text(factor * found)}, {number_text(found)}", "by substitution")


def workers(q: Question) -> Answer:
    """More hands need less time: a workers take t, how long do b take?"""
    numbers = plain_numbers(q)
    if len(numbers) != 3:
        raise Unknown
    hands = [p for p in numbers if near(p, "hands", 2, 0)]
    times = [p for p in numbers if near(p, "durations", 1, 0)]
    if len(hands) == 2 and len(times) == 1 and not set(map(id, hands)) & set(map(id, times)):
        a, b = (value(p) for p in hands)
        t = value(times[0])
        result = a * t / b
        unit = times[0].after[0]
        steps = [
            Step(rf"{number_tex(a)} \cdot {number_tex(t)} = {number_tex(a * t)}", q.say("work.one")),
            Step(rf"\frac{{{number_tex(a * t)}}}{{{number_tex(b)}}} = {number_tex(result)}", q.say("work.shared", number_text(b))),
            Step(rf"{number_tex(b)} \cdot {number_tex(result)} = {number_tex(a * t)}\ \checkmark", q.say("check", "")),
        ]
        return Answer(q.say("work.title"), steps, f"{number_text(result)} {unit if unit.isascii() else ''}".strip(), "by multiplication")
    raise Unknown


def filling(q: Question) -> Answer:
    """How long to fill or empty a tank at a constant rate."""
    numbers = plain_numbers(q)
    if len(numbers) != 2:
        raise Unknown
    rates = [p for p in numbers if any(meant(w, "per") for w in p.after[:3])]
    if len(rates) != 1:
        raise Unknown
    whole = next(p for p in numbers if p is not rates[0])
    result = value(whole) / value(rates[0])
    steps = [
        Step(rf"\frac{{{number_tex(value(whole))}}}{{{number_tex(value(rates[0]))}}} = {number_tex(result)}", q.say("fill.why")),
        Step(rf"{number_tex(result)} \cdot {number_tex(value(rates[0]))} = {number_tex(value(whole))}\ \checkmark", q.say("check", "")),
    ]
    return Answer(q.say("work.title"), steps, number_text(result), "by multiplication")


def mixture(q: Question) -> Answer:
    """Two amounts of known strength, mixed."""
    shares = q.take(lambda p: re.fullmatch(r"\d+(\.\d+)?\s*%", p.text) is not None)
    amounts = q.take(is_constant)
    if len(shares) != 2 or len(amounts) != 2:
        raise Unknown
    p, r = (formulas.expression(s.text.rstrip("% ")) / 100 for s in shares)
    a, b = (value(n) for n in amounts)
    result = (a * p + b * r) / (a + b)
    steps = [
        Step(
            rf"{number_tex(a)} \cdot {number_tex(p)} + {number_tex(b)} \cdot {number_tex(r)} = {number_tex(a * p + b * r)}",
            q.say("mix.pure"),
        ),
        Step(rf"{number_tex(a)} + {number_tex(b)} = {number_tex(a + b)}", q.say("mix.all")),
        Step(rf"\frac{{{number_tex(a * p + b * r)}}}{{{number_tex(a + b)}}} = {number_tex(result)}", q.say("percent.share")),
    ]
    return Answer(q.say("mix.title"), steps, number_text(result * 100) + " %", "numerically")


def added_to(q: Question) -> Answer:
    """How much of one strength makes an amount of another strength a third one."""
    shares = q.take(lambda p: re.fullmatch(r"\d+(\.\d+)?\s*%", p.text) is not None)
    amounts = q.take(lambda p: p.number)
    if len(shares) != 3 or len(amounts) != 1 or q.pieces():
        raise Unknown
    wanted = [p for p in shares if any(meant(w, "mix.target") for w in p.before)]
    if len(wanted) != 1:
        raise Unknown
    order = q.request.pieces
    place = order.index(amounts[0])
    known = min((p for p in shares if p is not wanted[0]), key=lambda p: (order.index(p) < place, abs(order.index(p) - place)))
    other = next(p for p in shares if p not in (wanted[0], known))
    b = value(amounts[0])
    p, r, s = (formulas.expression(piece.text.rstrip("% ")) / 100 for piece in (other, known, wanted[0]))
    if p == s or not (found := b * (r - s) / (s - p)) > 0:
        raise Ask(q.say("story.none"))
    steps = [
        Step(rf"{number_tex(p)}x + {number_tex(r)} \cdot {number_tex(b)} = {number_tex(s)}(x + {number_tex(b)})", q.say("mix.unknown")),
        Step(rf"{tex((p - s) * x)} = {number_tex(b * (s - r))}", q.say("one.side")),
        Step(rf"x = {number_tex(found)}", q.say("rearrange", "x")),
        Step(rf"\frac{{{number_tex(p * found + r * b)}}}{{{number_tex(found + b)}}} = {number_tex(s)}\ \checkmark", q.say("check", "")),
    ]
    return Answer(q.say("mix.title"), steps, f"x = {number_text(found)}", "by substitution")


def heads_and_legs(q: Question) -> Answer:
    """Chickens and rabbits: so many heads, so many legs."""
    numbers = plain_numbers(q)
    heads = [p for p in numbers if near(p, "heads", 2, 2)]
    legs = [p for p in numbers if near(p, "legs", 2, 2)]
    if len(numbers) != 2 or not q.says("legs") or q.has("probability"):
        raise Unknown
    if len(heads) == 1 and heads != legs:
        h, f = value(heads[0]), value(next(p for p in numbers if p is not heads[0]))
    elif len(legs) == 1:
        f, h = value(legs[0]), value(next(p for p in numbers if p is not legs[0]))
    else:
        h, f = sorted((value(p) for p in numbers), key=float)
    rabbits = (f - 2 * h) / 2
    hens = h - rabbits
    if not (rabbits.is_Integer and hens.is_Integer and rabbits >= 0 and hens >= 0):
        raise Ask(q.say("story.none"))
    steps = [
        Step(rf"2 \cdot {h} = {2 * h}", q.say("legs.two")),
        Step(rf"{f} - {2 * h} = {f - 2 * h}", q.say("legs.rest")),
        Step(rf"\frac{{{f - 2 * h}}}{{2}} = {rabbits}", q.say("legs.four")),
        Step(rf"{h} - {rabbits} = {hens}", q.say("legs.others")),
        Step(rf"4 \cdot {rabbits} + 2 \cdot {hens} = {f}\ \checkmark", q.say("check", "")),
    ]
    return Answer(q.say("story.title"), steps, q.say("legs.result", rabbits, hens), "by substitution")


def ages(q: Question) -> Answer:
    """In how many years is one k times as old as the other?"""
    numbers = plain_numbers(q)
    spoken = [k for k, name in FACTORS.items() if q.says(name)]
    factors = [p for p in numbers if p.number and any(meant(w, "timeses") for w in p.after[:1])]
    people = [p for p in numbers if p not in factors]
    if any(meant(w, "age.later") for p in people for w in p.before[-1:]):
        raise Unknown  # so many years later, and no one's age
    if len(people) != 2 or len(spoken) + len(factors) != 1 or not q.says("years") and not q.says("aging"):
        raise Unknown
    if not (q.says("whens") and q.says("willbe")):
        raise Unknown
    factor = value(factors[0]) if factors else sp.Integer(spoken[0])
    young, old = sorted((value(p) for p in people), key=float)
    steps = [Step(rf"{old} + x = {factor} \cdot ({young} + x)", q.say("age.named"))]
    found = (old - factor * young) / (factor - 1)
    steps.append(Step(rf"{old} + x = {factor * young} + {factor}x", q.say("multiply.out")))
    steps.append(Step(rf"{old - factor * young} = {tex((factor - 1) * x)}", q.say("one.side")))
    if found < 0:
        raise Ask(q.say("age.past", -found))
    steps.append(Step(rf"x = {number_tex(found)}"))
    steps.append(Step(rf"{old + found} = {factor} \cdot {young + found}\ \checkmark", q.say("check", "")))
    return Answer(q.say("age.title"), steps, f"x = {number_text(found)}", "by substitution")


def compare(q: Question) -> Answer:
    """Which of two or more numbers is larger."""
    pieces = q.pieces()
    if any(q.says(group) for group in ("aging", "summed", "together", "shop.sure", "money", "years")) or len(q.request.words) > 12:
        raise Unknown  # a story, whose numbers are of different things
    if not 2 <= len(pieces) <= 6 or not all(is_constant(p) for p in pieces):
        raise Unknown
    values = [(formulas.expression(p.text), formulas.written(p.text)) for p in q.take(is_constant)]
    if not all(v.is_Rational for v, _ in values):
        raise Unknown
    common = sp.ilcm(*[v.q for v, _ in values]) if len(values) > 1 else 1
    steps = [Step(r",\quad ".join(shown for _, shown in values))]
    if common > 1 and common < 10**6:
        same = r",\quad ".join(rf"{shown} = \frac{{{v * common}}}{{{common}}}" for v, shown in values)
        steps.append(Step(same, q.say("common.denominator", common)))
    ordered = sorted(values, key=lambda pair: pair[0])
    signs = [" = " if a[0] == b[0] else " < " for a, b in pairwise(ordered)]
    line = ordered[0][1] + "".join(sign + shown for sign, (_, shown) in zip(signs, ordered[1:], strict=True))
    steps.append(Step(line, q.say("compare.why")))
    plain = formulas.text(ordered[0][0]) + "".join(s + formulas.text(v) for s, (v, _) in zip(signs, ordered[1:], strict=True))
    return Answer(q.say("compare.title"), steps, plain, "numerically")


STORIES: list[tuple[tuple[str, ...], Callable[[Question], Answer]]] = [
    (("ages",), ages),
    (("consecutive",), consecutive),
    (("sumdifference",), sum_and_difference),
    (("timesasmany",), times_as_many),
    (("workers",), workers),
    (("filling",), filling),
    (("mixture",), mixture),
    (("legs",), heads_and_legs),
]
