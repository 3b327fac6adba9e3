"""Ages of two people: by what is said of them now, and of a time before or after."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from . import formulas
from .answer import Answer, Ask, Step, Unknown
from .arithmetic import number_tex, number_text
from .formulas import tex
from .library import sp
from .question import Question, meant, unjoined
from .reading import bare, plain

TOKEN = re.compile(r"\d+(?:\.\d+)?|[^\s\d.,;:!?()/।，。？、'\"]+|[.;।。]")
FOLD = {2: "twofold", 3: "threefold", 4: "fourfold"}
X, Y = sp.symbols("x y")


@dataclass
class Told:
    """What is said: factors with their places, a sum, a difference, and how many years later (or earlier) something holds."""

    factors: list[tuple[int, Any]] = field(default_factory=list)
    sums: list[tuple[int, Any]] = field(default_factory=list)
    gaps: list[Any] = field(default_factory=list)
    shifts: list[tuple[int, Any]] = field(default_factory=list)


def told(q: Question) -> tuple[Told, list[str]]:
    tokens = TOKEN.findall(bare(plain(q.request.said)))
    found = Told()
    for k, token in enumerate(tokens):
        near, after = tokens[max(0, k - 6) : k], tokens[k + 1 : k + 5]
        if not token[0].isdigit():
            if token.isalpha() or not token.isascii():
                fold = next((n for n, name in FOLD.items() if meant(token, name)), None)
                if fold is not None and not (k and meant(tokens[k - 1], "count.words")):
                    found.factors.append((k, sp.Integer(fold)))
                elif k and meant(token, "timeses") and (n := COUNTS.get(tokens[k - 1])):
                    found.factors.append((k, sp.Integer(n)))
            continue
        n = formulas.expression(token)
        if after and meant(after[0], "timeses") or token == "2" and after[:1] == ["倍"]:
            found.factors.append((k, n))
            continue
        kind = nearest(near, after)
        if kind == "age.gap":
            found.gaps.append(n)
        elif kind in ("age.later", "age.ago"):
            found.shifts.append((k, n if kind == "age.later" else -n))
        elif kind == "age.sum":
            found.sums.append((k, n))
        else:
            raise Unknown
    return found, tokens


# How far from its number a word may stand, before and after it.
REACH = {"age.gap": (5, 3), "age.later": (2, 2), "age.ago": (3, 2), "age.sum": (6, 3)}


def nearest(near: list[str], after: list[str]) -> str:
    """What a number is of, by the word that stands nearest; one behind it counts a little less."""
    best: tuple[float, str] = (99, "")
    for kind, (back, ahead) in REACH.items():
        for k, word in enumerate(reversed(near[-back:]), 1):
            if means(word, kind):
                best = min(best, (k, kind))
                break
        for k, word in enumerate(after[:ahead], 1):
            if meant(word, "shop.next") or word.startswith("\u0648") and len(word) > 3:
                break  # "and" begins the next statement
            if means(word, kind) and not (k == 1 and kind in ("age.later", "age.ago")):
                best = min(best, (k + 0.5, kind))
                break
    return best[1]


def means(word: str, kind: str) -> bool:
    """Arabic writes small words together with the next one."""
    forms = {word, *unjoined((word,))}
    return any(meant(form, group) for form in forms for group in ((kind, "together", "summed") if kind == "age.sum" else (kind,)))


COUNTS = {word: n for n, names in (
    (2, "two deux dos zwei دو dois"), (3, "three trois tres drei ثلاثه ثلاثة तीन"), (4, "four quatre cuatro vier اربعة चार quatro"),
    (5, "five cinq cinco funf خمسة पांच पाँच"), (6, "six seis sechs ستة छह")) for word in names.split()}  # fmt: skip


def ages(q: Question) -> Answer:
    """Two of: a factor now, a factor then, the sum, the difference."""
    found, tokens = told(q)
    if len(found.factors) > 2 or len(found.sums) > 1 or len(found.gaps) > 1 or len(found.shifts) > 1:
        raise Unknown
    if not q.says("aging"):
        raise Unknown
    shift = found.shifts[0][1] if found.shifts else sp.Integer(0)
    equations: list[tuple[Any, str]] = []
    factors = [f for _, f in found.factors]
    if len(factors) == 2:
        if not shift:
            raise Unknown
        if then_first(found, tokens):
            factors.reverse()
        equations.append((sp.Eq(X, factors[0] * Y), rf"x = {number_tex(factors[0])}y"))
        equations.append(later(factors[1], shift))
    elif factors:
        equations.append(later(factors[0], shift) if shift else (sp.Eq(X, factors[0] * Y), rf"x = {number_tex(factors[0])}y"))
    if found.sums:
        total = found.sums[0][1]
        of_then = bool(shift) and not factors
        if of_then:
            equations.append((sp.Eq(X + Y + 2 * shift, total), rf"(x {signed(shift)}) + (y {signed(shift)}) = {number_tex(total)}"))
        else:
            equations.append((sp.Eq(X + Y, total), f"x + y = {number_tex(total)}"))
    if found.gaps:
        equations.append((sp.Eq(X, Y + found.gaps[0]), f"x = y + {number_tex(found.gaps[0])}"))
    if len(equations) != 2:
        raise Unknown
    solved = sp.solve([e for e, _ in equations], [X, Y], dict=True)
    if len(solved) != 1 or len(solved[0]) != 2:
        raise Ask(q.say("story.none"))
    x, y = solved[0][X], solved[0][Y]
    if not (x.is_Rational and x > 0 and y > 0 and x + min(shift, 0) >= 0 and y + min(shift, 0) >= 0):
        raise Ask(q.say("story.none"))
    for piece in q.pieces():
        piece.used = True
    steps = [Step(equations[0][1], q.say("story.named")), Step(equations[1][1])]
    first = sp.solve(equations[0][0], X)[0]
    steps.append(Step(tex_of(equations[1][0].subs(X, first)), q.say("age.insert")))
    steps.append(Step(rf"y = {number_tex(y)},\quad x = {number_tex(x)}", q.say("rearrange", "y")))
    checks = [rf"{number_tex(x + shift)},\ {number_tex(y + shift)}" for _ in (1,) if shift]
    if checks:
        steps.append(Step(checks[0], q.say("age.then")))
    if found.sums and not (shift and not factors):
        steps.append(Step(rf"{number_tex(x)} + {number_tex(y)} = {number_tex(x + y)}\ \checkmark", q.say("check", "")))
    elif len(factors) == 2 or factors and shift:
        f = factors[-1]
        steps.append(Step(rf"{number_tex(x + shift)} = {number_tex(f)} \cdot {number_tex(y + shift)}\ \checkmark", q.say("check", "")))
    return Answer(q.say("age.title"), steps, f"{number_text(x)}, {number_text(y)}", "by substitution")


def later(factor: Any, shift: Any) -> tuple[Any, str]:
    return sp.Eq(X + shift, factor * (Y + shift)), rf"x {signed(shift)} = {number_tex(factor)}(y {signed(shift)})"


def signed(shift: Any) -> str:
    return f"{'+' if shift > 0 else '-'} {number_tex(abs(shift))}"


def tex_of(equation: Any) -> str:
    return f"{tex(equation.lhs)} = {tex(equation.rhs)}"


def then_first(found: Told, tokens: list[str]) -> bool:
    """Whether the first factor is that of the other time: it is in its sentence, and the second is not."""
    stops = [k for k, token in enumerate(tokens) if token in ".;।。"]
    sentence = [sum(stop < k for stop in stops) for k in (found.factors[0][0], found.factors[1][0], found.shifts[0][0])]
    return sentence[0] == sentence[2] != sentence[1]
