"""What a scene claims: every equality and inequality in its texts, tested symbolically, else at many points.

A claim fails only where it is certainly false: a false equality of numbers, a derivative, integral or limit with another value. An
equation such as 2x + 3 = 7 is no claim by itself, and what can't be read is left open.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import comb
from typing import Any

from notation.unreadable import Unreadable

from . import formulas
from .library import sp

MOST_CLAIMS, MOST_CHARACTERS, MOST_FALSE = 60, 300, 10
HOLDS, FAILS, OPEN = "holds", "fails", "open"
SIGN = re.compile(r"(\\(?:approx|leq?|geq?|neq?)(?![a-zA-Z])|<=|>=|!=|≈|≠|≤|≥|=|<|>)")
MEANS = {r"\approx": "≈", r"\le": "≤", r"\leq": "≤", "<=": "≤", r"\ge": "≥", r"\geq": "≥", ">=": "≥", r"\ne": "≠", r"\neq": "≠", "!=": "≠"}
# What only sets a formula out.
DECORATION = re.compile(
    r"\\(?:left|right|bigl|bigr|big|Big|displaystyle|textstyle|limits|nonumber|boxed|mathbf|mathrm|checkmark|q?quad)(?![a-zA-Z])"
    r"|\\hspace\{[^}]*\}"
    r"|\\[,;:! ]|&|\$|~"
)
DERIVATIVE = re.compile(r"^\s*\\frac\s*\{\s*d\s*\}\s*\{\s*d\s*([a-z])\s*\}\s*(.+)$")
INTEGRAL = re.compile(r"^\s*\\int\s*_\s*(\{[^{}]*\}|\S)\s*\^\s*(\{[^{}]*\}|\S)\s*(.+?)\s*d\s*([a-z])\s*$")
LIMIT = re.compile(r"^\s*\\lim\s*_\s*\{\s*([a-z])\s*\\(?:to|rightarrow)\s*([^{}]+)\}\s*(.+)$")
SUM = re.compile(r"^\s*\\sum\s*_\s*\{\s*([a-z])\s*=\s*([^{}]+)\}\s*\^\s*(\{[^{}]*\}|\S)\s*(.+)$")
FUNCTION = re.compile(r"^\s*([a-zA-Z])\s*('*)\s*\(\s*([a-z])\s*\)\s*$")


@dataclass(frozen=True)
class Claim:
    """line: where it stands in the code; text: as it is written there; verdict: holds, fails or open."""

    line: int
    text: str
    verdict: str


@dataclass(frozen=True)
class Side:
    """One side of a claim. worked: it names an operation whose value it is (a derivative, an integral, a limit, a sum)."""

    value: Any
    text: str
    worked: bool = False


def of(code: str) -> list[Claim]:
    """The claims of a scene's code, in their order; none where it is no Python."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    known: dict[str, tuple[Any, Any]] = {}
    found: list[Claim] = []
    seen: set[str] = set()
    for line, text in texts(tree):
        for whole in re.split(r"\\\\|\\quad|\\qquad|\n|;", text):
            if whole in seen or len(found) >= MOST_CLAIMS:
                continue
            seen.add(whole)
            parts = re.split(r"\\Rightarrow|\\implies|\\Longrightarrow|\\iff|⇒", whole)
            for part in parts:
                found += judged(line, part, known)
            found += [Claim(line, whole.strip(), FAILS) for one, other in pairwise(parts) if contradict(one, other)]
    return found


def summary(code: str) -> dict[str, Any]:
    """How many claims hold and how many are open, and the false ones with their lines."""
    found = of(code)
    false = [f"Line {claim.line}: {claim.text}" for claim in found if claim.verdict == FAILS]
    return {"held": sum(c.verdict == HOLDS for c in found), "open": sum(c.verdict == OPEN for c in found), "false": false[:MOST_FALSE]}


def texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Texts that may be formulas, in the order of the file. The parts of one MathTex are one text."""
    inside: set[int] = set()
    nodes = sorted((n for n in ast.walk(tree) if isinstance(n, (ast.Call, ast.Constant))), key=lambda n: (n.lineno, n.col_offset))
    for node in nodes:
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if (
                name == "MathTex"
                and len(node.args) > 1
                and all(isinstance(a, ast.Constant) and isinstance(a.value, str) for a in node.args)
            ):
                inside.update(id(a) for a in node.args)
                yield node.lineno, " ".join(str(a.value) for a in node.args if isinstance(a, ast.Constant))
        elif id(node) not in inside and isinstance(node.value, str) and SIGN.search(node.value) and len(node.value) <= MOST_CHARACTERS:
            yield node.lineno, node.value


def judged(line: int, text: str, known: dict[str, tuple[Any, Any]]) -> Iterator[Claim]:
    pieces = SIGN.split(plain(text))
    sides, signs = [piece.replace("≔", "=") for piece in pieces[::2]], [MEANS.get(sign, sign) for sign in pieces[1::2]]
    if not signs or any(not side.strip() for side in sides[1:]):
        return
    read = [side_of(side, known) for side in sides]
    if not sides[0].strip():
        read[0] = None  # goes on from a line before
    define(sides, read, signs, known)
    for k, (left, right) in enumerate(pairwise(read)):
        if left is None or right is None:
            continue
        yield Claim(line, f"{sides[k].strip()} {signs[k]} {sides[k + 1].strip()}", verdict(left, signs[k], right))


def plain(text: str) -> str:
    """LaTeX without decoration, in forms that the reader of formulas knows; the = of a lower bound is none of a claim."""
    text = DECORATION.sub(" ", text.replace("\\ ", " "))
    text = re.sub(r"_\s*\{[^{}]*\}", lambda found: found[0].replace("=", "≔"), text)
    text = re.sub(r"\\([dt]?frac|sqrt)\s*(\d)\s*(\d)", r"\\\1{\2}{\3}", text)
    text = re.sub(r"\^\s*(\{\s*\\circ\s*\}|\\circ)", "°", text)
    return re.sub(r"\\d?binom\s*\{\s*(\d{1,3})\s*\}\s*\{\s*(\d{1,3})\s*\}", lambda found: str(comb(int(found[1]), int(found[2]))), text)


def contradict(equation: str, solution: str) -> bool:
    """Whether "x = 5" is said to follow from an equation of x that it does not fulfil."""
    (left, *rest), (name, *values) = SIGN.split(plain(equation)), SIGN.split(plain(solution))
    if len(rest) != 2 or len(values) != 2 or rest[0] != "=" or values[0] != "=" or not re.fullmatch(r"\s*[a-z]\s*", name):
        return False
    sides = [side_of(text, {}) for text in (left, rest[1], values[1])]
    if any(side is None for side in sides):
        return False
    a, b, value = (side.value for side in sides if side is not None)
    x = sp.Symbol(name.strip())
    if (a - b).free_symbols != {x} or value.free_symbols:
        return False
    return abs(sp.N((a - b).subs(x, value), 30)) > 1e-2 * (1 + abs(sp.N(value)))


def define(sides: list[str], read: list[Side | None], signs: list[str], known: dict[str, tuple[Any, Any]]) -> None:
    """Remembers f(x) = …, so that a later f'(x) = … can be tested."""
    name = FUNCTION.match(sides[0])
    if name and not name[2] and signs[0] == "=" and len(read) > 1 and (right := read[1]) is not None and name[1] not in known:
        known[name[1]] = right.value, sp.Symbol(name[3])


def side_of(text: str, known: dict[str, tuple[Any, Any]]) -> Side | None:
    """A side as an exact value; None for what can't be read, or names nothing that is known."""
    text = text.strip().rstrip(".,")
    try:
        if found := FUNCTION.match(text):
            if found[2] and found[1] in known and len(found[2]) <= 3:
                value, x = known[found[1]]
                return Side(sp.diff(value, x, len(found[2])), text, True)
            return None
        if found := DERIVATIVE.match(text):
            return Side(sp.diff(formulas.expression(found[2]), sp.Symbol(found[1])), text, True)
        if found := INTEGRAL.match(text):
            bounds = (formulas.expression(strip(found[1])), formulas.expression(strip(found[2])))
            value = sp.integrate(formulas.expression(found[3]), (sp.Symbol(found[4]), *bounds))
            return None if value.has(sp.Integral) else Side(value, text, True)
        if found := LIMIT.match(text):
            goal = formulas.expression(found[2].replace(r"\infty", "inf"))
            value = sp.limit(formulas.expression(found[3]), sp.Symbol(found[1]), goal)
            return None if value.has(sp.Limit) else Side(value, text, True)
        if found := SUM.match(text):
            ends = (formulas.expression(found[2]), formulas.expression(strip(found[3]).replace(r"\infty", "inf")))
            value = sp.summation(formulas.expression(found[4]), (sp.Symbol(found[1]), *ends))
            return None if value.has(sp.Sum) else Side(value, text, True)
        if re.search(
            r"\\(?!frac|dfrac|tfrac|sqrt|cdot|times|div|sin|cos|tan|ln|log|pi|theta|arcsin|arccos|arctan|exp|infty)[a-zA-Z]+", text
        ):
            return None
        return Side(formulas.expression(text.replace(r"\infty", "inf")), text)
    except (
        Unreadable,
        ZeroDivisionError,
        ValueError,
        TypeError,
        NotImplementedError,
        AttributeError,
        RecursionError,
        KeyError,
        IndexError,
    ):
        return None


def strip(text: str) -> str:
    return text.strip().strip("{}")


def verdict(left: Side, sign: str, right: Side) -> str:
    difference = left.value - right.value
    if difference == 0:
        return HOLDS if sign in "=≈≤≥" else FAILS
    if not (left.value.is_finite is not False and right.value.is_finite is not False):
        return HOLDS if left.value == right.value else FAILS if left.worked or right.worked else OPEN
    if not difference.free_symbols:
        if not left.value.free_symbols:
            return of_numbers(left, sign, right)
        # They differ by a number for every x: what a derivative is not, but "i = i + 1" in an algorithm may be.
        return FAILS if sign == "=" and (left.worked or right.worked) else OPEN
    if sign not in ("=", "≈"):
        return OPEN
    same = equal_at_points(difference)
    if same is None:
        return OPEN
    if same:
        return HOLDS
    # An equation with an unknown is no claim; the value of an operation is.
    return FAILS if (left.worked or right.worked) and left.value.free_symbols >= right.value.free_symbols else OPEN


def of_numbers(left: Side, sign: str, right: Side) -> str:
    a, b = sp.N(left.value, 30), sp.N(right.value, 30)
    if not (a.is_number and b.is_number) or a.has(sp.nan) or b.has(sp.nan):
        return OPEN
    if sign in "<>≤≥":
        if not (a.is_real and b.is_real):
            return OPEN
        return HOLDS if {"<": a < b, ">": a > b, "≤": a <= b, "≥": a >= b}[sign] else FAILS
    near = abs(a - b) <= 1e-12 * (1 + abs(a))
    if sign == "≠":
        return FAILS if near else HOLDS
    if near:
        return HOLDS
    step = max(unit(left.text), unit(right.text))
    # A rounded value may stand after = as well, which is a matter of taste.
    return HOLDS if step and abs(a - b) <= step * 0.51 else FAILS


def unit(text: str) -> Any:
    """The weight of the last decimal of a plain decimal number; 0 where the text is none."""
    found = re.fullmatch(r"-?\d+[.,](\d+)(?:\s*\\?%|\s*°|\s*\^\{?\\circ\}?)?", text.strip())
    return sp.Rational(1, 10 ** len(found[1])) if found else 0


def equal_at_points(difference: Any) -> bool | None:
    """Whether a difference is zero at many points; None where it has a value at too few."""
    names = sorted(difference.free_symbols, key=lambda s: s.name)
    if len(names) > 5:
        return None
    tried = 0
    for k in range(12):
        point = {name: sp.Rational(7 * (k + 2) + 13 * j + 3, 10 + 3 * j) * (-1 if (k + j) % 3 == 0 else 1) for j, name in enumerate(names)}
        value = sp.N(difference.subs(point), 30)
        if not value.is_number or value.has(sp.nan, sp.oo, sp.zoo):
            continue
        if abs(value) > 1e-12 * (1 + abs(sp.N(difference.as_coeff_Add()[0]))):
            return False
        tried += 1
    return True if tried >= 5 else None
