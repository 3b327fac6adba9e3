"""Lengths, areas, volumes, angles and lines."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from . import formulas
from .answer import Answer, Ask, Figure, Step, Unknown
from .arithmetic import number_tex, number_text, rounded
from .formulas import tex, text
from .library import sp
from .question import POINT, Question, is_constant
from .reading import Piece
from .sequences import SUMS
from .words import words

ROLES = {
    "r": "radius rayon radio نصف r त्रिज्या 半径",
    "d": "diameter diametre diametro durchmesser قطر व्यास 直径",
    "h": "height hauteur altura hohe high tall ارتفاع h ऊँचाई 高",
    "s": "side sides cote cotes lado lados seite seiten seitenlange length long ضلع طول भुजा",
    "w": "width largeur ancho breite wide by عرض चौड़ाई",
    "b": "base basis grundseite قاعدة आधार",
    "l": "length longueur longitud largo lange lang",
}


def named(q: Question) -> dict[str, list[Any]]:
    """The numbers of a request by what they are of: the word right before, or right after."""
    found: dict[str, list[Any]] = {}
    for piece in q.pieces():
        if named_in := re.match(r"^\s*([rdhabcs])\s*=\s*(.+)$", piece.text):
            try:
                value = formulas.expression(named_in[2])
            except Exception:
                continue
            found.setdefault(named_in[1], []).append(value)
            piece.used = True
    pieces = q.take(is_constant)
    for piece, following in zip(pieces, [*pieces[1:], None], strict=False):
        # A word between two numbers is of the one after it, where that one has no other.
        if measured(piece):
            raise Unknown  # the area is given, not asked for
        free = [w for w in piece.after[:2] if w not in LISTED and not (following and w in following.before and role_of(following.before))]
        role = role_of(tuple(reversed(piece.before))) or role_of(tuple(free))
        found.setdefault(role, []).append(formulas.expression(piece.text))
    if any(not v.is_positive for values in found.values() for v in values):
        raise Ask(q.say("positive"))
    return found


LISTED = words("listed")
MEASURES = words("measures")


def measured(piece: Piece) -> bool:
    """Whether a number is an area, a perimeter or a volume: "a circle with area 50"."""
    if piece.before[-1:] == ("is",) and not role_of(tuple(reversed(piece.before))):
        return True  # "the perimeter of a square is 20"
    before = tuple(w for w in piece.before[-3:] if w not in ("of", "is", "de", "von", "a"))
    return before[-1:] != () and before[-1] in MEASURES and piece.after[:1] != ("by",)


def role_of(near: tuple[str, ...]) -> str:
    return next((r for w in near for r, names in ROLES.items() if w in names.split() or w.rstrip("es") in names.split()), "")


def one(q: Question, found: dict[str, list[Any]], *roles: str) -> Any:
    """The first of these roles; a number without a role where only that is there."""
    for role in (*roles, ""):
        if found.get(role):
            return found[role].pop(0)
    raise Ask(q.say("geometry.needs", q.say("role." + roles[0])))


def close(q: Question, found: dict[str, list[Any]]) -> None:
    """A number that nobody took is not left out in silence."""
    left = [v for values in found.values() for v in values]
    if left:
        raise Ask(q.say("left", ", ".join(text(v) for v in left)))


def radius(q: Question, found: dict[str, list[Any]]) -> Any:
    if found.get("d"):
        return found["d"].pop(0) / 2
    return one(q, found, "r")


def value(exact: Any) -> tuple[str, str]:
    exact = sp.nsimplify(sp.simplify(exact))
    if exact.is_Rational:
        return "= " + number_tex(exact), number_text(exact)
    return rf"= {tex(exact)} \approx {rounded(exact)}", f"{text(exact)} ≈ {rounded(exact)}"


def solid(q: Question) -> Answer:
    if q.says("pyramid.slant"):
        raise Unknown  # neither its volume nor its surface is asked for
    if q.has("area") and not q.has("volume"):
        q = Question(q.request, {**q.kinds, "surface": 1})  # the area of a solid is that of its surface
    return both(q, one_of_solid, "volume", "surface")


def one_of_solid(q: Question) -> Answer:
    found = named(q)
    surface = q.has("surface")
    if q.has("cone"):
        r, h = radius(q, found), one(q, found, "h")
        if surface:
            s = sp.sqrt(r**2 + h**2)
            steps = [
                Step(rf"s = \sqrt{{{number_tex(r)}^2 + {number_tex(h)}^2}} = {tex(s)}", q.say("slant")),
                Step(r"A = \pi r^2 + \pi r s"),
            ]
            exact = sp.pi * r**2 + sp.pi * r * s
        else:
            steps, exact = [Step(r"V = \frac{1}{3} \pi r^2 h", q.say("cone.why"))], sp.pi * r**2 * h / 3
            steps.append(
                Step(
                    rf"= \frac{{1}}{{3}} \pi \cdot {number_tex(r)}^2 \cdot {number_tex(h)}",
                    q.say("insert", f"r = {text(r)}, h = {text(h)}"),
                )
            )
        shape = {"shape": "cone", "r": float(r), "h": float(h)}
    elif q.has("cylinder"):
        r, h = radius(q, found), one(q, found, "h")
        exact = 2 * sp.pi * r * (r + h) if surface else sp.pi * r**2 * h
        steps = [
            Step(r"A = 2 \pi r^2 + 2 \pi r h" if surface else r"V = \pi r^2 h", q.say("cylinder.why")),
            Step(
                (
                    rf"= 2 \pi \cdot {number_tex(r)}^2 + 2 \pi \cdot {number_tex(r)} \cdot {number_tex(h)}"
                    if surface
                    else rf"= \pi \cdot {number_tex(r)}^2 \cdot {number_tex(h)}"
                ),
                q.say("insert", f"r = {text(r)}, h = {text(h)}"),
            ),
        ]
        shape = {"shape": "cylinder", "r": float(r), "h": float(h)}
    elif q.has("sphere"):
        r = radius(q, found)
        exact = 4 * sp.pi * r**2 if surface else sp.Rational(4, 3) * sp.pi * r**3
        steps = [
            Step(r"A = 4 \pi r^2" if surface else r"V = \frac{4}{3} \pi r^3", ""),
            Step(
                rf"= 4 \pi \cdot {number_tex(r)}^2" if surface else rf"= \frac{{4}}{{3}} \pi \cdot {number_tex(r)}^3",
                q.say("insert", f"r = {text(r)}"),
            ),
        ]
        shape = {"shape": "sphere", "r": float(r)}
    else:
        raise Unknown
    close(q, found)
    shown, plain = value(exact)
    steps.append(Step(shown))
    return Answer(q.say("surface.title") if surface else q.say("volume.title"), steps, plain, "numerically", Figure("solid", shape))


def figure_of(points: list[list[float]]) -> Figure:
    return Figure("polygon", {"points": points})


def square_of(q: Question) -> Answer:
    if any(measured(piece) for piece in q.pieces()):
        raise Unknown  # the area or volume is given, not asked for
    values = [formulas.expression(p.text) for p in q.take(is_constant)]
    if len(values) != 1 or q.word("diagonal", "diagonale"):
        raise Unknown
    a = values[0]
    if not a.is_positive:
        raise Ask(q.say("positive"))
    around = q.has("perimeter") and not q.has("area")
    exact = 4 * a if around else a**2
    if not around and not q.has("area"):
        raise Unknown
    shown, plain = value(exact)
    steps = [
        Step("U = 4a" if around else "A = a^2"),
        Step(rf"= 4 \cdot {number_tex(a)}" if around else f"= {number_tex(a)}^2", q.say("insert", f"a = {text(a)}")),
        Step(shown),
    ]
    return Answer(
        q.say("square.title"), steps, plain, "numerically", figure_of([[0, 0], [float(a), 0], [float(a), float(a)], [0, float(a)]])
    )


def trapezium(q: Question) -> Answer:
    found = named(q)
    h = one(q, found, "h") if found.get("h") else None
    values = [v for vs in found.values() for v in vs]
    if h is None or len(values) != 2:
        raise Ask(q.say("geometry.needs", q.say("role.h")))
    a, c = sorted(values, key=float, reverse=True)
    shown, plain = value((a + c) * h / 2)
    steps = [
        Step(r"A = \frac{a + c}{2} \cdot h", q.say("trapezium.why")),
        Step(rf"= \frac{{{number_tex(a)} + {number_tex(c)}}}{{2}} \cdot {number_tex(h)}"),
        Step(shown),
    ]
    inset = float(a - c) / 2
    points = [[0, 0], [float(a), 0], [float(a) - inset, float(h)], [inset, float(h)]]
    return Answer(q.say("trapezium.title"), steps, plain, "numerically", figure_of(points))


def parallelogram(q: Question) -> Answer:
    found = named(q)
    b, h = one(q, found, "b", "l"), one(q, found, "h")
    close(q, found)
    if not q.has("area"):
        raise Unknown
    shown, plain = value(b * h)
    steps = [Step(r"A = b \cdot h", q.say("parallelogram.why")), Step(rf"= {number_tex(b)} \cdot {number_tex(h)}"), Step(shown)]
    w, t = float(b), float(h)
    figure = Figure("polygon", {"points": [[0, 0], [w, 0], [w + t / 2, t], [t / 2, t]]})
    return Answer(q.say("parallelogram.title"), steps, plain, "numerically", figure)


def sector(q: Question) -> Answer:
    """A part of a disc, by its angle."""
    angles = [
        p
        for p in q.pieces()
        if is_constant(p) and ("°" in p.text or {"degrees", "degres", "grados", "grad", "angle"} & {*p.after[:1], *p.before[-2:]})
    ]
    if len(angles) != 1:
        raise Ask(q.say("angle.range"))
    angles[0].used = True
    angle = formulas.expression(angles[0].text)
    angle = angle if "°" in angles[0].text or angle.has(sp.pi) else angle * sp.pi / 180
    found = named(q)
    r = radius(q, found)
    close(q, found)
    arc = q.word("arc", "length", "bogen", "longueur", "longitud")
    exact = r * angle if arc else r**2 * angle / 2
    share = sp.simplify(angle / (2 * sp.pi))
    shown, plain = value(exact)
    law = rf"{'b' if arc else 'A'} = {tex(share)} \cdot {'2 ' + chr(92) + 'pi r' if arc else chr(92) + 'pi r^2'}"
    return Answer(
        q.say("sector.title"), [Step(law, q.say("sector.why")), Step(shown, q.say("insert", f"r = {text(r)}"))], plain, "numerically"
    )


def box(q: Question) -> Answer:
    """Cube and box."""
    if any(measured(piece) for piece in q.pieces()):
        raise Unknown  # the area or volume is given, not asked for
    values = [formulas.expression(p.text) for p in q.take(is_constant)]
    cube = q.word("cube", "cubo", "wurfel", "würfel", "مكعب", "घन")
    if any(not v.is_positive for v in values):
        raise Ask(q.say("positive"))
    if len(values) != (1 if cube else 3):
        raise Unknown
    a, b, c = values * 3 if cube else values
    if q.has("surface"):
        law, exact = ("A = 6a^2" if cube else "A = 2(ab + bc + ca)"), 2 * (a * b + b * c + c * a)
    elif q.has("volume"):
        law, exact = ("V = a^3" if cube else "V = abc"), a * b * c
    else:
        raise Unknown
    shown, plain = value(exact)
    put = ",\\ ".join(f"{n} = {number_tex(v)}" for n, v in zip("abc", [a] if cube else [a, b, c], strict=False))
    return Answer(
        q.say("surface.title") if q.has("surface") else q.say("volume.title"), [Step(law), Step(put), Step(shown)], plain, "numerically"
    )


def flat(q: Question) -> Answer:
    """Circle, rectangle, triangle: area, perimeter, hypotenuse; both where both are asked for."""
    return both(q, one_of_flat, "area", "perimeter")


def both(q: Question, solver: Callable[[Question], Answer], *measures: str) -> Answer:
    """The answers for two measures of one figure, one after the other."""
    if q.has(measures[0]) != q.has(measures[1]) or not q.has(*measures) and not q.has("circle", "rectangle"):
        return solver(q)
    found = []
    for measure in measures:
        for piece in q.request.pieces:
            piece.used = False
        found.append(solver(Question(q.request, {**{k: n for k, n in q.kinds.items() if k not in measures}, measure: 1})))
    if found[0].result == found[1].result:
        return found[0]
    names = [laws_name(answer) for answer in found]
    return replace(
        found[0],
        steps=[step for answer in found for step in answer.steps],
        result="; ".join(f"{name} = {answer.result}" for name, answer in zip(names, found, strict=True)),
    )


def laws_name(answer: Answer) -> str:
    return answer.steps[0].tex.split("=")[0].strip()


def one_of_flat(q: Question) -> Answer:
    if q.word("sector", "secteur", "sektor", "kreissektor"):
        return sector(q)
    if q.has("circle"):
        found = named(q)
        r = radius(q, found)
        close(q, found)
        if q.has("perimeter") and not q.has("area"):
            law, put, exact = r"U = 2 \pi r", rf"= 2 \pi \cdot {number_tex(r)}", 2 * sp.pi * r
        else:
            law, put, exact = r"A = \pi r^2", rf"= \pi \cdot {number_tex(r)}^2", sp.pi * r**2
        shown, plain = value(exact)
        return Answer(
            q.say("circle.title"),
            [Step(law), Step(put, q.say("insert", f"r = {text(r)}")), Step(shown)],
            plain,
            "numerically",
            Figure("solid", {"shape": "circle", "r": float(r)}),
        )
    if q.has("rectangle"):
        by_sides = [found for p in q.pieces() if (found := re.fullmatch(r"\s*([\d.]+)\s*\*\s*([\d.]+)\s*", p.text))]
        if len(by_sides) == 1 and len(q.pieces()) == 1:
            q.pieces()[0].used = True  # 6 by 4, which other languages write with a word for times
            found = {"": [formulas.expression(side) for side in by_sides[0].groups()]}
        else:
            found = named(q)
        values = [v for vs in found.values() for v in vs]
        if len(values) != 2:
            raise Ask(q.say("geometry.needs", q.say("role.s")))
        a, b = values
        if q.has("perimeter") and not q.has("area"):
            law, put, exact = "U = 2(a + b)", f"= 2({number_tex(a)} + {number_tex(b)})", 2 * (a + b)
        else:
            law, put, exact = r"A = a \cdot b", rf"= {number_tex(a)} \cdot {number_tex(b)}", a * b
        shown, plain = value(exact)
        return Answer(
            q.say("rectangle.title"),
            [Step(law), Step(put), Step(shown)],
            plain,
            "numerically",
            Figure("polygon", {"points": [[0, 0], [float(a), 0], [float(a), float(b)], [0, float(b)]]}),
        )
    if q.word("trapezoid", "trapezium", "trapeze", "trapecio", "trapez", "trapezio", "समलंब", "梯形"):
        return trapezium(q)
    if q.has("square") or q.word("square", "carre", "cuadrado", "quadrat"):
        return square_of(q)
    if q.word("sector", "secteur", "sektor", "kreissektor"):
        return sector(q)
    if q.has("hypotenuse") or q.word("pythagoras", "pythagore", "pitagoras"):
        if q.word("other", "opposite", "adjacent", "degrees", "angle", "missing") or "°" in q.request.said:
            raise Unknown
        found = named(q)
        values = [v for vs in found.values() for v in vs]
        if len(values) != 2:
            raise Unknown if not values else Ask(q.say("geometry.needs", q.say("role.s")))
        a, b = values
        exact = sp.sqrt(a**2 + b**2)
        shown, plain = value(exact)
        steps = [
            Step("c^2 = a^2 + b^2", q.say("pythagoras")),
            Step(rf"c = \sqrt{{{number_tex(a)}^2 + {number_tex(b)}^2}} = \sqrt{{{number_tex(a**2 + b**2)}}}"),
            Step("c " + shown),
        ]
        return Answer(
            q.say("hypotenuse.title"),
            steps,
            f"c = {plain}",
            "numerically",
            Figure("polygon", {"points": [[0, 0], [float(a), 0], [float(a), float(b)]]}),
        )
    if q.has("triangle"):
        return triangle(q)
    raise Unknown


def triangle(q: Question) -> Answer:
    found = named(q)
    if found.get("b") and found.get("h"):
        b, h = one(q, found, "b"), one(q, found, "h")
        close(q, found)
        shown, plain = value(b * h / 2)
        return Answer(
            q.say("triangle.title"),
            [Step(r"A = \frac{1}{2} b h"), Step(rf"= \frac{{1}}{{2}} \cdot {number_tex(b)} \cdot {number_tex(h)}"), Step(shown)],
            plain,
            "numerically",
            Figure("polygon", {"points": [[0, 0], [float(b), 0], [float(b) / 3, float(h)]]}),
        )
    values = [v for vs in found.values() for v in vs]
    if q.word(
        "angle", "angles", "angulo", "angulos", "winkel", "median", "altitude", "inradius", "circumradius", "isosceles", "equilateral"
    ):
        raise Unknown
    if len(values) != 3:
        raise Unknown if not values else Ask(q.say("triangle.needs"))
    a, b, c = sorted(values, key=float)
    if q.says("rightangled"):
        return converse(q, a, b, c)
    if a + b <= c:
        raise Ask(q.say("triangle.none", text(a), text(b), text(c)))
    if q.has("perimeter"):
        shown, plain = value(a + b + c)
        return Answer(q.say("triangle.title"), [Step("U = a + b + c"), Step(shown)], plain, "numerically")
    s = (a + b + c) / 2
    shown, plain = value(sp.sqrt(s * (s - a) * (s - b) * (s - c)))
    x = (a**2 + c**2 - b**2) / (2 * c)
    points = [[0, 0], [float(c), 0], [float(x), float(sp.sqrt(a**2 - x**2))]]
    steps = [
        Step(rf"s = \frac{{{number_tex(a)} + {number_tex(b)} + {number_tex(c)}}}{{2}} = {number_tex(s)}", q.say("heron")),
        Step(r"A = \sqrt{s(s-a)(s-b)(s-c)}"),
        Step(f"A {shown}"),
    ]
    if a**2 + b**2 == c**2:
        steps.append(Step(rf"{number_tex(a)}^2 + {number_tex(b)}^2 = {number_tex(c)}^2", q.say("right.angled")))
    return Answer(q.say("triangle.title"), steps, f"A = {plain}", "numerically", Figure("polygon", {"points": points}))


SIDES = {
    3: "triangle",
    4: "quadrilateral quadrilatere cuadrilatero viereck quadrilatero رباعي चतुर्भुज 四边形",
    5: "pentagon pentagone pentagono funfeck خماسي पंचभुज 五边形",
    6: "hexagon hexagone hexagono sechseck سداسي षट्भुज 六边形",
    7: "heptagon siebeneck",
    8: "octagon octogone octogono achteck",
    9: "nonagon",
    10: "decagon",
}


def converse(q: Question, a: Any, b: Any, c: Any) -> Answer:
    """Whether a triangle of three sides has a right angle."""
    if a + b <= c:
        raise Ask(q.say("triangle.none", text(a), text(b), text(c)))
    legs, longest = sp.simplify(a**2 + b**2), sp.simplify(c**2)
    holds = sp.simplify(legs - longest) == 0
    said = q.say("converse.yes" if holds else "converse.no")
    steps = [
        Step(rf"{number_tex(a)}^2 + {number_tex(b)}^2 = {number_tex(legs)},\quad {number_tex(c)}^2 = {number_tex(longest)}",
             q.say("converse.squares")),
        Step(rf"{number_tex(legs)} {'=' if holds else chr(92) + 'ne'} {number_tex(longest)}", said),
    ]  # fmt: skip
    x = (a**2 - b**2 + c**2) / (2 * c)
    figure = figure_of([[0, 0], [float(c), 0], [float(x), float(sp.sqrt(a**2 - x**2))]])
    return Answer(q.say("triangle.title"), steps, said, "exactly", figure)


def names_it(word: str, names: str) -> bool:
    return any(word.rstrip("s") == name or name[0] >= "\u0600" and name in word for name in names.split())


def polygon(q: Question) -> Answer:
    """The angles of a regular polygon."""
    if q.word("exterior", "outer", "diagonals", "area", "perimeter", "side", "apothem"):
        raise Unknown
    n = next((k for k, names in SIDES.items() if any(names_it(w, names) for w in q.request.words)), None)
    if n == 4 and not q.word(*SUMS):
        raise Unknown  # only their sum is the same in all
    if n is None:
        numbers = q.numbers(1)
        if not numbers or not numbers[0].is_Integer or not 3 <= numbers[0] <= 100:
            raise Unknown
        n = int(numbers[0])
    total, each = 180 * (n - 2), sp.Rational(180 * (n - 2), n)
    steps = [
        Step(rf"({n} - 2) \cdot 180^\circ = {total}^\circ", q.say("polygon.sum", n - 2)),
        Step(rf"\frac{{{total}^\circ}}{{{n}}} = {number_tex(each)}^\circ", q.say("polygon.each")),
    ]
    result = f"{total}°" if q.word(*SUMS) else f"{number_text(each)}°"
    points = [[math.cos(2 * math.pi * k / n), math.sin(2 * math.pi * k / n)] for k in range(n)]
    return Answer(q.say("polygon.title", n), steps, result, "by exterior angles", Figure("polygon", {"points": points, "fan": True}))


def plane(q: Question) -> Answer:
    """The line through two points, their distance, midpoint and slope."""
    if (by_slope := point_and_slope(q)) is not None:
        return by_slope
    found = q.points()
    if len(found) != 2 or any(len(p) != 2 for p in found):
        raise Unknown
    (a, b), (c, d) = found
    if (a, b) == (c, d):
        raise Ask(q.say("points.same"))
    figure = Figure("points", {"points": [[float(a), float(b)], [float(c), float(d)]]})
    if q.has("distance") or q.has("length") and not q.has("line"):
        exact = sp.sqrt((c - a) ** 2 + (d - b) ** 2)
        shown, plain = value(exact)
        return Answer(
            q.say("distance.title"),
            [Step(rf"d = \sqrt{{({tex(c)} - {br(a)})^2 + ({tex(d)} - {br(b)})^2}}", q.say("pythagoras")), Step(f"d {shown}")],
            f"d = {plain}",
            "numerically",
            figure,
        )
    if q.has("midpoint"):
        middle = (a + c) / 2, (b + d) / 2
        return Answer(
            q.say("midpoint.title"),
            [
                Step(rf"M = \left(\frac{{{tex(a)} + {br(c)}}}{{2}},\ \frac{{{tex(b)} + {br(d)}}}{{2}}\right)", q.say("midpoint.why")),
                Step(rf"= \left({tex(middle[0])},\ {tex(middle[1])}\right)"),
            ],
            f"({text(middle[0])}, {text(middle[1])})",
            "by equal distances",
            figure,
        )
    if c == a:
        return Answer(q.say("line.title"), [Step(f"x = {tex(a)}", q.say("line.vertical"))], f"x = {text(a)}", "by both points", figure)
    m = (d - b) / (c - a)
    steps = [Step(rf"m = \frac{{{tex(d)} - {br(b)}}}{{{tex(c)} - {br(a)}}} = {tex(m)}", q.say("slope.why"))]
    if q.has("slope") and not (q.has("line") and q.says("equations")):
        return Answer(q.say("slope.title"), steps, f"m = {text(m)}", "numerically", figure)
    x = sp.Symbol("x")
    line = sp.expand(b + m * (x - a))
    steps += [
        Step(f"y = m x + n,\\quad n = {tex(b)} - {br(m)} \\cdot {br(a)} = {tex(line.subs(x, 0))}", q.say("line.intercept")),
        Step(f"y = {tex(line)}"),
        Step(rf"{tex(line.subs(x, c))} = {tex(d)}\ \checkmark", q.say("check", f"x = {text(c)}")),
    ]
    return Answer(q.say("line.title"), steps, f"y = {text(line)}", "by both points", figure)


def point_and_slope(q: Question) -> Answer | None:
    """A line through a point with a slope, or parallel or perpendicular to another line."""
    if not q.has("line"):
        return None
    points = [p for p in q.pieces() if POINT.match(p.text) and "," in p.text]
    if len(points) != 1:
        return None
    a, b = q.points()[0]
    x = sp.Symbol("x")
    steps = []
    if q.word("parallel", "parallele", "paralela", "perpendicular", "perpendiculaire", "senkrecht", "orthogonal"):
        given = q.expression()
        if given is None or not given[0].is_polynomial(x) or sp.degree(given[0], x) > 1 or given[0].free_symbols - {x}:
            raise Unknown
        m = given[0].coeff(x, 1)
        steps.append(Step(f"m = {tex(m)}", q.say("line.parallel")))
        if not q.word("parallel", "parallele", "paralela"):
            if m == 0:
                return Answer(
                    q.say("line.title"), [*steps, Step(f"x = {tex(a)}", q.say("line.perpendicular"))], f"x = {text(a)}", "by the point"
                )
            m = -1 / m
            steps.append(Step(rf"m' = -\frac{{1}}{{m}} = {tex(m)}", q.say("line.perpendicular")))
    else:
        slopes = q.numbers()
        if len(slopes) != 1 or not q.has("slope"):
            raise Unknown
        m = slopes[0]
    line = sp.expand(b + m * (x - a))
    steps += [Step(rf"y = {tex(b)} + {br(m)} \cdot (x - {br(a)})", q.say("tangent.law")), Step(f"y = {tex(line)}")]
    figure = Figure("points", {"points": [[float(a), float(b)], [float(a + 1), float(b + m)]]})
    return Answer(q.say("line.title"), steps, f"y = {text(line)}", "by the point", figure)


def br(exact: Any) -> str:
    shown = tex(exact)
    return f"({shown})" if shown.startswith("-") else shown


def sides_by_angle(q: Question) -> Answer:
    """How many sides a regular polygon has whose exterior or interior angle is known."""
    if not q.says("asks.sides"):
        raise Unknown
    numbers = q.numbers()
    outside, inside = q.says("exterior"), q.says("interior")
    if len(numbers) != 1 or q.pieces() or outside == inside or q.word(*SUMS):
        raise Unknown
    angle = numbers[0] * 180 / sp.pi if numbers[0].has(sp.pi) else numbers[0]
    if not 0 < angle < 180:
        raise Ask(q.say("polygon.none"))
    outer = angle if outside else 180 - angle
    n = sp.Integer(360) / outer
    if not n.is_Integer or n < 3:
        raise Ask(q.say("polygon.none"))
    steps = [Step(rf"180^\circ - {number_tex(angle)}^\circ = {number_tex(outer)}^\circ", q.say("exterior.each"))] if inside else []
    steps += [
        Step(rf"n \cdot {number_tex(outer)}^\circ = 360^\circ", q.say("exterior.sum")),
        Step(rf"n = \frac{{360^\circ}}{{{number_tex(outer)}^\circ}} = {n}"),
    ]
    points = [[math.cos(2 * math.pi * k / int(n)), math.sin(2 * math.pi * k / int(n))] for k in range(int(n))]
    figure = Figure("polygon", {"points": points}) if n <= 40 else None
    return Answer(q.say("polygon.title", n), steps, f"n = {n}", "by multiplication", figure)


def diagonals(q: Question) -> Answer:
    """How many diagonals a polygon has."""
    n = next((k for k, names in SIDES.items() if any(names_it(w, names) for w in q.request.words)), None)
    numbers = q.numbers()
    if n is None:
        if len(numbers) != 1 or not numbers[0].is_Integer:
            raise Unknown
        n = int(numbers[0])
    elif numbers and numbers != [n]:
        raise Unknown
    if q.has("square", "rectangle", "parallelogram") or not q.says("counts.things"):
        raise Unknown  # how long a diagonal is
    if q.pieces() or not 3 <= n <= 1000 or q.word("length", "long", "longueur", "longitud", "lange"):
        raise Unknown
    value = n * (n - 3) // 2
    steps = [Step(r"\frac{n (n - 3)}{2}", q.say("diagonals.why")), Step(rf"\frac{{{n} \cdot {n - 3}}}{{2}} = {value}")]
    return Answer(q.say("diagonals.title"), steps, str(value), "by counting")


def half_disc(q: Question) -> Answer:
    """The area of a semicircle, or the way around it."""
    found = named(q)
    r = radius(q, found)
    close(q, found)
    around = q.has("perimeter") and not q.has("area")
    exact = sp.pi * r + 2 * r if around else sp.pi * r**2 / 2
    law = r"U = \pi r + 2r" if around else r"A = \frac{1}{2} \pi r^2"
    shown, plain = value(exact)
    steps = [Step(law, q.say("semi.around" if around else "semi.area")), Step(shown, q.say("insert", f"r = {text(r)}"))]
    return Answer(q.say("semi.title"), steps, plain, "numerically", Figure("solid", {"shape": "circle", "r": float(r)}))


def slope_of(q: Question) -> Answer:
    """The slope of a line that is given by its equation."""
    relations = q.equations()
    x, y = sp.symbols("x y")
    if len(relations) != 1 or q.pieces() or not isinstance(relations[0][0], sp.Equality):
        raise Unknown
    relation, shown = relations[0]
    expr = sp.expand(relation.lhs - relation.rhs)
    if expr.free_symbols != {x, y} or not expr.is_polynomial(x, y) or sp.Poly(expr, x, y).total_degree() != 1:
        raise Unknown
    a, b, c = expr.coeff(x), expr.coeff(y), expr.subs({x: 0, y: 0})
    m, n = -a / b, -c / b
    steps = [Step(shown), Step(f"y = {tex(m * x + n)}", q.say("slope.form")), Step(f"m = {tex(m)}")]
    return Answer(q.say("slope.title"), steps, f"m = {text(m)}", "by solving")
