"""Geometry backwards: the side, radius or height that belongs to a given area, perimeter or volume."""

from __future__ import annotations

import re
from typing import Any

from . import formulas
from .answer import Answer, Ask, Figure, Step, Unknown
from .arithmetic import number_tex, number_text, rounded
from .formulas import tex, text
from .geometry import ROLES
from .library import sp
from .question import Question, is_constant
from .reading import Piece, bare, plain
from .words import words

MEASURED = ("area", "perimeter", "volume", "surface")
# For each shape and given measure: the law, and what is found from it, by the name of the unknown.
LAWS: dict[tuple[str, str], tuple[str, str, tuple[str, ...]]] = {
    ("circle", "area"): (r"A = \pi r^2", "r", ()),
    ("circle", "perimeter"): (r"U = 2 \pi r", "r", ()),
    ("square", "area"): ("A = a^2", "a", ()),
    ("square", "perimeter"): ("U = 4a", "a", ()),
    ("rectangle", "area"): (r"A = a \cdot b", "b", ("a",)),
    ("rectangle", "perimeter"): ("U = 2(a + b)", "b", ("a",)),
    ("triangle", "area"): (r"A = \frac{1}{2} b h", "h", ("b",)),
    ("cube", "volume"): ("V = a^3", "a", ()),
    ("cube", "surface"): ("A = 6a^2", "a", ()),
    ("sphere", "volume"): (r"V = \frac{4}{3} \pi r^3", "r", ()),
    ("sphere", "surface"): (r"A = 4 \pi r^2", "r", ()),
    ("cylinder", "volume"): (r"V = \pi r^2 h", "h", ("r",)),
    ("cone", "volume"): (r"V = \frac{1}{3} \pi r^2 h", "h", ("r",)),
}
A, B, H, R, GIVEN = sp.symbols("a b h r G", positive=True)
SYMBOLS = {"a": A, "b": B, "h": H, "r": R}
MEASURES: dict[tuple[str, str], Any] = {
    ("circle", "area"): sp.pi * R**2,
    ("circle", "perimeter"): 2 * sp.pi * R,
    ("square", "area"): A**2,
    ("square", "perimeter"): 4 * A,
    ("rectangle", "area"): A * B,
    ("rectangle", "perimeter"): 2 * (A + B),
    ("triangle", "area"): B * H / 2,
    ("cube", "volume"): A**3,
    ("cube", "surface"): 6 * A**2,
    ("sphere", "volume"): sp.Rational(4, 3) * sp.pi * R**3,
    ("sphere", "surface"): 4 * sp.pi * R**2,
    ("cylinder", "volume"): sp.pi * R**2 * H,
    ("cone", "volume"): sp.pi * R**2 * H / 3,
}
# What a number is of, by the word that stands nearest.
NAMES = {name: words(f"measure.{name}") for name in MEASURED}


def measure_of(word: str) -> str:
    """Which measure a word names; in Arabic and Chinese within a longer word."""
    for name, known in NAMES.items():
        if word in known or any(part[0] >= "\u0600" and part in word for part in known):
            return name
    return ""


def role_of(word: str) -> str:
    return next((role for role, names in ROLES.items() if any(word in (n, n + "s", n + "n", n + "en") or n[0] >= "\u0600" and len(n) > 1
                 and n in word for n in names.split())), "")  # fmt: skip


def given(q: Question, piece: Piece) -> tuple[str, str]:
    """The measure or the role of a number: ("area", ""), ("", "h")."""
    for word in reversed(piece.before):
        if found := measure_of(word):
            return found, ""
        if role := role_of(word):
            return "", role
        if word not in FILLERS:
            break
    if piece.before and piece.before[-1] in EQUALS:
        # "the area of a square is 49": the shape stands between.
        said = {measure_of(word) for word in q.request.words} - {""}
        if len(said) == 1:
            return said.pop(), ""
        earlier = [measure_of(word) for word in bare(plain(q.request.said)).split(piece.text)[0].split()]
        if any(earlier):
            return [name for name in earlier if name][-1], ""
    for word in piece.after[1:3] if len(piece.after) > 1 else piece.after[:1]:
        if role := role_of(word):
            return "", role
    return "", ""


FILLERS = words("fillers")
EQUALS = words("equals")


def shape_of(q: Question) -> str:
    cube = q.word("cube", "cubo", "wurfel", "würfel", "مكعب", "घन") or any("立方体" in w or "正方体" in w for w in q.request.words)
    if cube:
        return "cube"
    for name in ("sphere", "cylinder", "cone", "circle"):
        if q.has(name):
            return name
    if any(word in words("squares") or any(part[0] >= "\u0600" and part in word for part in words("squares")) for word in q.request.words):
        return "square"
    return next((name for name in ("rectangle", "triangle") if q.has(name)), "")


def backwards(q: Question) -> Answer:
    """One measure is given, with what else it needs; a length, or another measure of the same shape, is asked for."""
    shape = shape_of(q)
    pieces = q.take(is_constant)
    roles: dict[str, Any] = {}
    measures: dict[str, Any] = {}
    for piece in pieces:
        measure, role = given(q, piece)
        value = formulas.expression(piece.text)
        if not value.is_positive:
            raise Ask(q.say("positive"))
        if measure:
            if measures:
                raise Unknown
            measures["surface" if measure == "area" and shape in ("cube", "sphere") else measure] = value
        elif role and role not in roles:
            roles[role] = value
        else:
            raise Unknown
    if len(measures) != 1 or not shape:
        raise Unknown
    (measure, amount), *_ = measures.items()
    if (shape, measure) not in LAWS:
        raise Unknown
    law, unknown, needs = LAWS[(shape, measure)]
    expr = MEASURES[(shape, measure)]
    known = lengths(shape, roles, needs)
    if shape == "triangle" and "h" in known or shape in ("cylinder", "cone") and "h" in known:
        unknown = "b" if shape == "triangle" else "r"
    return found_from(q, shape, (measure, law, expr), amount, known, unknown)


def lengths(shape: str, roles: dict[str, Any], needs: tuple[str, ...]) -> dict[str, Any]:
    """The given lengths by their letters in the law."""
    if len(roles) != len(needs):
        raise Unknown
    if not needs:
        return {}
    ((role, value),) = roles.items()
    if shape == "rectangle":
        return {"a": value}
    if shape == "triangle" and role in "bh":
        return {role: value}
    if shape in ("cylinder", "cone") and role in "rdh":
        return {"r": value / 2} if role == "d" else {role: value}
    raise Unknown


def found_from(q: Question, shape: str, law: tuple[str, str, Any], amount: Any, known: dict[str, Any], unknown: str) -> Answer:
    measure, shown, expr = law
    put = expr.subs({SYMBOLS[name]: value for name, value in known.items()})
    root = circular(shape, measure, amount)
    results = [r for r in sp.solve(sp.Eq(put, amount), SYMBOLS[unknown]) if r.is_positive]
    if len(results) != 1:
        raise Ask(q.say("story.none"))
    exact = sp.simplify(results[0])
    if sp.simplify(put.subs(SYMBOLS[unknown], exact) - amount) != 0:
        raise Unknown
    steps = [Step(shown)]
    steps.append(Step(rf"{amount_tex(amount)} = {tex(put)}", q.say("insert", "")))
    alone = number_tex(exact) if exact.is_Rational else rf"{root[0] if root and exact.has(sp.pi) else tex(exact)} \approx {rounded(exact)}"
    steps.append(Step(rf"{unknown} = {alone}", q.say("rearrange", unknown)))
    written = root[1] if root and exact.has(sp.pi) else text(exact)
    plain = number_text(exact) if exact.is_Rational else f"{written} ≈ {rounded(exact)}"
    other = asked_measure(q, measure)
    if other and (shape, other) in MEASURES:
        more_law = LAWS[(shape, other)][0]
        total = sp.simplify(MEASURES[(shape, other)].subs({SYMBOLS[n]: v for n, v in {**known, unknown: exact}.items()}))
        value = number_tex(total) if total.is_Rational else rf"{tex(total)} \approx {rounded(total)}"
        steps.append(Step(rf"{more_law} = {value}"))
        name = more_law.split(" ")[0]
        plain = f"{name} = " + (number_text(total) if total.is_Rational else f"{text(total)} ≈ {rounded(total)}")
    elif q.word("diameter", "diametre", "diametro", "durchmesser", "قطرها", "व्यास") and unknown == "r":
        steps.append(Step(rf"d = 2r = {number_tex(2 * exact) if exact.is_Rational else rounded(2 * exact)}"))
        plain = f"d = {number_text(2 * exact) if exact.is_Rational else text(2 * exact) + ' ≈ ' + rounded(2 * exact)}"
    else:
        plain = f"{unknown} = {plain}"
    steps.append(Step(rf"{check(put, unknown, exact)} = {amount_tex(amount)}\ \checkmark", q.say("check", "")))
    return Answer(q.say(f"{TITLES.get(shape, shape)}.title"), steps, plain, "by substitution", figure(shape, known, unknown, exact))


def circular(shape: str, measure: str, amount: Any) -> tuple[str, str] | None:
    """The radius of a circle or a sphere as a root over pi, which SymPy takes apart."""
    if shape == "circle" and measure == "area":
        return rf"\sqrt{{\frac{{{number_tex(amount)}}}{{\pi}}}}", f"√({number_text(amount)}/π)"
    if shape == "sphere" and measure == "volume":
        return rf"\sqrt[3]{{\frac{{3 \cdot {number_tex(amount)}}}{{4\pi}}}}", f"∛(3·{number_text(amount)}/(4π))"
    return None


TITLES = {"cube": "volume", "sphere": "volume", "cylinder": "volume", "cone": "volume"}


def check(put: Any, unknown: str, exact: Any) -> str:
    """The measure with the length that was found in its place."""
    if not exact.is_Rational:
        return amount_tex(sp.simplify(put.subs(SYMBOLS[unknown], exact)))
    return re.sub(rf"(?<![a-zA-Z\\]){unknown}(?![a-zA-Z])", lambda _: rf"\left({tex(exact)}\right)", tex(put), count=1)


def amount_tex(amount: Any) -> str:
    """A number as it was given: 288π is not rounded."""
    return tex(amount) if amount.has(sp.pi) else number_tex(amount)


def asked_measure(q: Question, given_measure: str) -> str:
    """Another measure that is asked for, as in "the perimeter of a square with area 49"."""
    said = {measure_of(word) for word in q.request.words} - {"", given_measure}
    return said.pop() if len(said) == 1 else ""


def figure(shape: str, known: dict[str, Any], unknown: str, exact: Any) -> Figure | None:
    all_of = {name: float(value) for name, value in {**known, unknown: exact}.items()}
    if shape == "square":
        a = all_of["a"]
        return Figure("polygon", {"points": [[0, 0], [a, 0], [a, a], [0, a]]})
    if shape == "rectangle":
        a, b = all_of["a"], all_of["b"]
        return Figure("polygon", {"points": [[0, 0], [a, 0], [a, b], [0, b]]})
    if shape == "triangle":
        b, h = all_of["b"], all_of["h"]
        return Figure("polygon", {"points": [[0, 0], [b, 0], [b / 3, h]]})
    if shape in ("circle", "sphere"):
        return Figure("solid", {"shape": shape, "r": all_of["r"]})
    if shape in ("cylinder", "cone"):
        return Figure("solid", {"shape": shape, "r": all_of["r"], "h": all_of["h"]})
    return None
