"""Triangles with angles: the angle sum, right triangles, the laws of sines and cosines."""

from __future__ import annotations

import re
from typing import Any

from . import formulas
from .answer import Answer, Ask, Figure, Step, Unknown
from .arithmetic import number_tex, rounded
from .formulas import tex, text
from .library import sp
from .question import Question, is_constant, meant
from .reading import Piece
from .words import words


def degrees_of(value: Any) -> str:
    exact = sp.nsimplify(value * 180 / sp.pi)
    return number_tex(exact) if exact.is_Rational and exact.q <= 4 else rounded(value * 180 / sp.pi)


def angle_of(q: Question, text_of: str) -> Any:
    """In radians; a number without a sign is in degrees."""
    value = formulas.expression(text_of)
    angle = value if "°" in text_of or value.has(sp.pi) else value * sp.pi / 180
    if not 0 < angle < sp.pi:
        raise Ask(q.say("angle.range"))
    return angle


def third_angle(q: Question) -> Answer:
    """Two angles of a triangle give the third."""
    if not q.word(
        "third", "other", "missing", "remaining", "troisieme", "tercer", "dritte", "dritten", "last", "الثالثة", "तीसरा"
    ) or q.word("term", "number"):
        raise Unknown
    angles = [angle_of(q, p.text) for p in q.take(is_constant)]
    if len(angles) == 1 and q.word("right"):
        angles.append(sp.pi / 2)
    if len(angles) != 2 or sum(angles) >= sp.pi:
        raise Ask(q.say("angle.range"))
    rest = sp.pi - sum(angles)
    a, b, c = (degrees_of(v) for v in (*angles, rest))
    steps = [
        Step(r"\alpha + \beta + \gamma = 180^{\circ}", q.say("angle.sum")),
        Step(rf"\gamma = 180^{{\circ}} - {a}^{{\circ}} - {b}^{{\circ}} = {c}^{{\circ}}"),
    ]
    return Answer(q.say("triangle.title"), steps, f"{c}°", "by adding up", shape(sp.sin(angles[0]), sp.sin(angles[1]), sp.sin(rest)))


def shape(a: Any, b: Any, c: Any) -> Figure:
    """The triangle of three sides; its longest is below."""
    a, b, c = sorted(float(sp.N(v)) for v in (a, b, c))
    x = (b * b + c * c - a * a) / (2 * c)
    return Figure("polygon", {"points": [[0, 0], [c, 0], [x, max(b * b - x * x, 0) ** 0.5]]})


def parts(q: Question) -> dict[str, Any]:
    """a = 7, C = 60: sides in small letters, the angles opposite in capitals."""
    found: dict[str, Any] = {}
    for piece in q.pieces():
        if named := re.fullmatch(r"\s*([abcABC])\s*=\s*(.+)", piece.text):
            value = formulas.expression(named[2])
            if value.free_symbols or named[1] in found:
                raise Unknown
            found[named[1]] = angle_of(q, named[2]) if named[1].isupper() else value
            if not found[named[1]].is_positive:
                raise Ask(q.say("positive"))
            piece.used = True
    return found


def oblique(q: Question) -> Answer:
    """Solves a triangle from named parts, or from its three sides."""
    known = parts(q)
    if not known:
        return from_sides(q)
    if len(known) != 3 or not any(k.islower() for k in known) or q.word("area", "aire", "flache", "perimeter", "right"):
        raise Unknown
    steps: list[Step] = []
    angles = [k for k in known if k.isupper()]
    if len(angles) == 2:
        third = next(k for k in "ABC" if k not in angles)
        known[third] = sp.pi - sum(known[k] for k in angles)
        if known[third] <= 0:
            raise Ask(q.say("angle.range"))
        given = " - ".join(degrees_of(known[k]) + r"^{\circ}" for k in angles)
        steps.append(Step(rf"{third} = 180^{{\circ}} - {given} = {degrees_of(known[third])}^{{\circ}}", q.say("angle.sum")))
    for _ in range(6):
        if not (cosine_side(q, known, steps) or sine_side(q, known, steps) or cosine_angle(q, known, steps)):
            break
    if len(known) != 6:
        raise Unknown  # two sides and an angle that is not between them: there may be two triangles
    order = "abcABC"
    result = ", ".join(
        f"{k} = {value_text(known[k])}".replace("= ≈", "≈") if k.islower() else f"{k} = {degrees_of(known[k])}°" for k in order
    )
    return Answer(q.say("triangle.title"), steps, result, "by the angle sum", shape(known["a"], known["b"], known["c"]))


def value_text(value: Any) -> str:
    value = sp.simplify(value)
    if value.is_Rational:
        return text(value)
    return f"{text(value)} ≈ {rounded(value)}" if len(text(value)) < 14 else f"≈ {rounded(value)}"


def value_tex(value: Any) -> str:
    value = sp.simplify(value)
    if value.is_Rational:
        return "= " + tex(value)
    return rf"= {tex(value)} \approx {rounded(value)}" if len(text(value)) < 14 else rf"\approx {rounded(value)}"


def cosine_side(q: Question, known: dict[str, Any], steps: list[Step]) -> bool:
    for c in "abc":
        a, b = (k for k in "abc" if k != c)
        if c not in known and a in known and b in known and c.upper() in known:
            known[c] = sp.sqrt(sp.simplify(known[a] ** 2 + known[b] ** 2 - 2 * known[a] * known[b] * sp.cos(known[c.upper()])))
            steps.append(Step(rf"{c}^2 = {a}^2 + {b}^2 - 2{a}{b}\cos {c.upper()}", q.say("law.cosines")))
            steps.append(Step(f"{c} {value_tex(known[c])}"))
            return True
    return False


def sine_side(q: Question, known: dict[str, Any], steps: list[Step]) -> bool:
    pair = next((k for k in "abc" if k in known and k.upper() in known), None)
    for c in "abc":
        if pair and c not in known and c.upper() in known:
            known[c] = sp.simplify(known[pair] * sp.sin(known[c.upper()]) / sp.sin(known[pair.upper()]))
            steps.append(Step(rf"{c} = {pair} \cdot \frac{{\sin {c.upper()}}}{{\sin {pair.upper()}}}", q.say("law.sines")))
            steps.append(Step(f"{c} {value_tex(known[c])}"))
            return True
    return False


def cosine_angle(q: Question, known: dict[str, Any], steps: list[Step]) -> bool:
    if not all(k in known for k in "abc"):
        return False
    for c in "abc":
        a, b = (k for k in "abc" if k != c)
        if c.upper() not in known:
            cosine = (known[a] ** 2 + known[b] ** 2 - known[c] ** 2) / (2 * known[a] * known[b])
            if not -1 < sp.N(cosine) < 1:
                raise Ask(q.say("triangle.none", *(text(known[k]) for k in "abc")))
            known[c.upper()] = sp.acos(sp.simplify(cosine))
            steps.append(Step(rf"\cos {c.upper()} = \frac{{{a}^2 + {b}^2 - {c}^2}}{{2{a}{b}}}", q.say("law.cosines")))
            exact = sp.nsimplify(sp.simplify(known[c.upper()] * 180 / sp.pi))
            sign = "=" if exact.is_Rational else r"\approx"
            steps.append(Step(rf"{c.upper()} {sign} {degrees_of(known[c.upper()])}^{{\circ}}"))
            return True
    return False


def ladder(q: Question) -> Answer:
    """A ladder against a wall: its length is the hypotenuse."""
    pieces = q.take(is_constant)
    long = [p for p in pieces if any(meant(w, "ladders") for w in (*p.before[-3:], *p.after[:3]))]
    if len(pieces) != 2 or any("°" in p.text for p in pieces) or q.says("degrees"):
        raise Unknown
    if len(long) == 2:
        long = [p for p in long if any(meant(w, "ladders") for w in p.before[-3:])][:1]
    values = [formulas.expression(p.text) for p in pieces]
    if not long:
        raise Unknown
    c = formulas.expression(long[0].text)
    (a,) = [v for p, v in zip(pieces, values, strict=True) if p is not long[0]]
    return other_leg(q, {"hypotenuse": c, "leg": a})


def area_by_angle(q: Question) -> Answer:
    """The area from two sides and the angle between them."""
    if not q.has("area") or not q.has("triangle"):
        raise Unknown
    angles, sides = [], []
    for piece in q.take(is_constant):
        near = {*piece.after[:1], *piece.before[-2:]}
        (angles if "°" in piece.text or near & words("degrees") else sides).append(piece)
    if len(angles) != 1 or len(sides) != 2:
        raise Unknown
    angle = angle_of(q, angles[0].text)
    a, b = (formulas.expression(piece.text) for piece in sides)
    exact = sp.simplify(a * b * sp.sin(angle) / 2)
    shown = degrees_of(angle)
    steps = [
        Step(r"A = \frac{1}{2}\, a b \sin \gamma", q.say("triangle.sine")),
        Step(rf"= \frac{{1}}{{2}} \cdot {number_tex(a)} \cdot {number_tex(b)} \cdot \sin {shown}^{{\circ}}"),
        Step(f"A {value_tex(exact)}"),
    ]
    x, y = float(sp.N(b * sp.cos(angle))), float(sp.N(b * sp.sin(angle)))
    figure = Figure("polygon", {"points": [[0, 0], [float(a), 0], [x, y]]})
    return Answer(q.say("triangle.title"), steps, f"A = {value_text(exact)}", "numerically", figure)


def from_sides(q: Question) -> Answer:
    """The angles of a triangle of three sides."""
    if q.has("ratio") or ":" in q.request.said and re.search(r"\d\s*:\s*\d", q.request.said):
        raise Unknown  # what stands in a ratio is no side
    if not q.word("angle", "angles", "angulo", "angulos", "winkel", "زوايا", "कोण"):
        raise Unknown
    if q.word("area", "between", "included"):
        raise Unknown
    values = [formulas.expression(p.text) for p in q.take(is_constant)]
    if len(values) != 3 or any(not v.is_positive for v in values) or any("°" in p.text for p in q.request.pieces):
        raise Unknown
    known = dict(zip("abc", values, strict=True))
    steps: list[Step] = []
    while cosine_angle(q, known, steps):
        pass
    result = ", ".join(
        f"{k} ≈ {degrees_of(known[k])}°" if not sp.nsimplify(known[k] * 180 / sp.pi).is_Rational else f"{k} = {degrees_of(known[k])}°"
        for k in "ABC"
    )
    return Answer(q.say("triangle.title"), steps, result, "by the angle sum", shape(*values))


ONE_SIDE = frozenset({"side", "sides", "cote", "cotes", "lado", "lados", "seite", "ضلع", "भुजा"})
SIDES = {
    "hypotenuse": "hypotenuse hipotenusa الوتر कर्ण",
    "opposite": "opposite oppose oppuesto opuesto gegenkathete",
    "adjacent": "adjacent adyacente ankathete",
    "leg": "leg legs cathete cathetes cateto catetos kathete katheten",
}


def right(q: Question) -> Answer:
    """A right triangle from one angle and one side, or the other leg from the hypotenuse and one leg."""
    angle, sides = None, {}
    for piece in q.take(is_constant):
        near = [*piece.after[:2], *reversed(piece.before[-3:])] if "°" in piece.text else [*reversed(piece.before[-2:]), *piece.after[:2]]
        if "°" in piece.text or {"degrees", "angle", "degree"} & set(near):
            if angle is not None:
                raise Unknown
            angle = angle_of(q, piece.text)
            continue
        role = next((role for word in near for role, names in SIDES.items() if word in names.split()), "")
        if not role and q.has("hypotenuse") and any(word in ONE_SIDE for word in near):
            role = "leg"  # beside the hypotenuse, a side is a leg
        if not role or role in sides:
            raise Unknown
        sides[role] = formulas.expression(piece.text)
    if any(not v.is_positive for v in sides.values()):
        raise Ask(q.say("positive"))
    if angle is None:
        return other_leg(q, sides)
    if len(sides) != 1 or angle >= sp.pi / 2 or "leg" in sides:
        raise Unknown
    return by_angle(q, angle, *next(iter(sides.items())))


def other_leg(q: Question, sides: dict[str, Any]) -> Answer:
    if len(sides) != 2 or "hypotenuse" not in sides:
        raise Unknown
    c = sides.pop("hypotenuse")
    (a,) = sides.values()
    if a >= c:
        raise Ask(q.say("hypotenuse.longest"))
    b = sp.sqrt(c**2 - a**2)
    steps = [
        Step("a^2 + b^2 = c^2", q.say("pythagoras")),
        Step(rf"b = \sqrt{{{number_tex(c)}^2 - {number_tex(a)}^2}} = \sqrt{{{number_tex(c**2 - a**2)}}}"),
        Step(f"b {value_tex(b)}"),
    ]
    return Answer(
        q.say("right.title"),
        steps,
        f"b = {value_text(b)}",
        "numerically",
        Figure("polygon", {"points": [[0, 0], [float(a), 0], [float(a), float(b)]]}),
    )


def by_angle(q: Question, angle: Any, role: str, side: Any) -> Answer:
    hypotenuse = side if role == "hypotenuse" else side / sp.sin(angle) if role == "opposite" else side / sp.cos(angle)
    all_sides = {
        "opposite": sp.simplify(hypotenuse * sp.sin(angle)),
        "adjacent": sp.simplify(hypotenuse * sp.cos(angle)),
        "hypotenuse": sp.simplify(hypotenuse),
    }
    shown = degrees_of(angle)
    laws = {
        "opposite": (rf"\sin {shown}^{{\circ}} = \frac{{a}}{{c}}", "a"),
        "adjacent": (rf"\cos {shown}^{{\circ}} = \frac{{b}}{{c}}", "b"),
        "hypotenuse": (laws_for(role, shown), "c"),
    }
    asked = [r for r in ("opposite", "adjacent", "hypotenuse") if r != role]
    words = set(q.request.words)
    only = [r for r in asked if words & set(SIDES[r].split())]
    asked = only or asked
    steps = [Step(rf"\alpha = {shown}^{{\circ}},\quad {laws[role][1]} = {number_tex(side)}", q.say("right.names"))]
    for r in asked:
        steps += [Step(laws[r][0]), Step(f"{laws[r][1]} {value_tex(all_sides[r])}")]
    result = ", ".join(f"{laws[r][1]} = {value_text(all_sides[r])}" for r in asked)
    a, b = float(sp.N(all_sides["opposite"])), float(sp.N(all_sides["adjacent"]))
    return Answer(q.say("right.title"), steps, result, "by Pythagoras", Figure("polygon", {"points": [[0, 0], [b, 0], [b, a]]}))


def laws_for(role: str, angle: str) -> str:
    return rf"\sin {angle}^{{\circ}} = \frac{{a}}{{c}}" if role == "opposite" else rf"\cos {angle}^{{\circ}} = \frac{{b}}{{c}}"


def walk(q: Question) -> Answer:
    """So far in one direction and so far at a right angle to it: how far from the start."""
    pieces = q.take(lambda p: p.number)
    ways = [next((way for w in (*p.after[:3], *p.before[-2:]) for way in ("alongs", "acrosses") if meant(w, way)), "") for p in pieces]
    if len(pieces) != 2 or q.pieces() or sorted(ways) != ["acrosses", "alongs"]:
        raise Unknown
    a, b = (formulas.expression(p.text) for p in pieces)
    c = sp.sqrt(a**2 + b**2)
    steps = [
        Step("c^2 = a^2 + b^2", q.say("pythagoras")),
        Step(rf"c = \sqrt{{{number_tex(a)}^2 + {number_tex(b)}^2}} = \sqrt{{{number_tex(a**2 + b**2)}}}"),
        Step(f"c {value_tex(c)}"),
    ]
    figure = Figure("polygon", {"points": [[0, 0], [float(a), 0], [float(a), float(b)]]})
    return Answer(q.say("right.title"), steps, f"c = {value_text(c)}", "numerically", figure)


def by_expressions(q: Question) -> Answer:
    """The angles of a triangle as expressions in x: their sum gives x."""
    if not q.has("angles", "angle") or q.has("area", "perimeter"):
        raise Unknown
    pieces = [p for p in q.pieces() if not any(sign in p.text for sign in "<>=,%")]
    exprs = [formulas.expression(p.text.rstrip("°")) if not is_constant(p) else degrees_value(p) for p in pieces]
    free = set().union(*(e.free_symbols for e in exprs)) if exprs else set()
    if len(free) == 1 and len(exprs) == 2 and str(next(iter(free))) in q.request.words:
        exprs = [next(iter(free)), *exprs]  # "x, 2x and 3x": a letter alone is read as a word
    if len(free) == 1 and len(exprs) == 4 and exprs[-1] in free:
        exprs, pieces[-1].used = exprs[:-1], True  # "find x"
    if len(exprs) != 3 or len(free) != 1:
        raise Unknown
    for piece in pieces:
        piece.used = True
    x = next(iter(free))
    found = sp.solve(sp.Eq(sum(exprs, sp.Integer(0)), 180), x)
    if len(found) != 1:
        raise Unknown
    values = [e.subs(x, found[0]) for e in exprs]
    if any(not v.is_positive for v in values):
        raise Ask(q.say("angle.range"))
    total = sp.expand(sum(exprs, sp.Integer(0)))
    steps = [
        Step(" + ".join(rf"\left({tex(e)}\right)" if e.is_Add else tex(e) for e in exprs) + r" = 180^\circ", q.say("angle.sum")),
        Step(rf"{tex(total)} = 180^\circ"),
        Step(rf"{x} = {number_tex(found[0])}^\circ"),
        Step(" + ".join(number_tex(v) + r"^\circ" for v in values) + r" = 180^\circ\ \checkmark", q.say("check", "")),
    ]
    result = f"{x} = {text(found[0])}°: " + ", ".join(f"{text(v)}°" for v in values)
    return Answer(q.say("triangle.title"), steps, result, "by adding up")


def degrees_value(piece: Piece) -> Any:
    value = formulas.expression(piece.text)
    return value * 180 / sp.pi if "°" in piece.text else value
