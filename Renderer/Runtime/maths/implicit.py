"""Curves that an equation in x and y describes: circles, ellipses, and what has no formula for y."""

from __future__ import annotations

from typing import Any

from .answer import Answer, Ask, Figure, Step, Unknown
from .formulas import tex, text
from .library import NumPyPrinter, sp
from .question import Question


def curve(q: Question) -> Answer:
    """All points that fulfil the equation, with where they meet the axes."""
    relations = q.equations()
    x, y = sp.symbols("x y")
    if len(relations) != 1 or not isinstance(relations[0][0], sp.Equality):
        raise Unknown
    relation, shown = relations[0]
    expr = relation.lhs - relation.rhs
    if expr.free_symbols != {x, y} or relation.lhs == y and not relation.rhs.has(y):
        raise Unknown
    if sp.Poly(expr, x, y).total_degree() == 1 if expr.is_polynomial(x, y) else False:
        raise Unknown  # a line has a formula for y
    across, up = (crossings(expr.subs(other, 0), name) for name, other in ((x, y), (y, x)))
    steps = [Step(shown, q.say("curve.all"))]
    if expr.is_polynomial(x, y):
        steps += completed(q, expr, x, y)
    for name, values, other in (("x", across, "y"), ("y", up, "x")):
        if values:
            steps.append(Step(rf"{other} = 0:\quad " + r",\ ".join(f"{name} = {tex(v)}" for v in values), q.say("curve.points")))
    far = [abs(float(v)) for v in (*across, *up)]
    reach = max(2.0, 1.35 * max(far, default=3.0))
    code = NumPyPrinter({"inline": True, "allow_unknown_functions": False}).doprint(expr).replace("numpy.", "np.")
    points = [[float(v), 0.0] for v in across] + [[0.0, float(v)] for v in up]
    figure = Figure("implicit", {"equation": code, "reach": reach, "points": points})
    result = "; ".join(
        part for part in (", ".join(f"({text(v)}, 0)" for v in across), ", ".join(f"(0, {text(v)})" for v in up if v != 0)) if part
    )
    title = q.say("curve.title", f"{text(relation.lhs)} = {text(relation.rhs)}")
    return Answer(title, steps, result or q.say("curve.all"), "by substitution", figure)


def crossings(expr: Any, name: Any) -> list[Any]:
    real = sp.Symbol(str(name), real=True)
    try:
        found = sp.solveset(expr.subs(name, real), real, sp.S.Reals)
    except NotImplementedError:
        return []
    return sorted(found, key=float) if isinstance(found, sp.FiniteSet) and len(found) <= 4 else []


def completed(q: Question, expr: Any, x: Any, y: Any) -> list[Step]:
    """A circle or an ellipse with its centre and radii."""
    poly = sp.Poly(sp.expand(expr), x, y)
    a, b = poly.coeff_monomial(x**2), poly.coeff_monomial(y**2)
    if poly.total_degree() != 2 or a * b <= 0 or poly.coeff_monomial(x * y) != 0:
        return []
    h, k = -poly.coeff_monomial(x) / (2 * a), -poly.coeff_monomial(y) / (2 * b)
    rest = sp.expand(a * h**2 + b * k**2 - poly.coeff_monomial(1))
    if rest / a <= 0:
        return []
    if a == b:
        return [Step(rf"M = ({tex(h)},\ {tex(k)}),\quad r = {tex(sp.sqrt(rest / a))}", q.say("circle.read"))]
    return [Step(rf"\frac{{({tex(x - h)})^2}}{{{tex(rest / a)}}} + \frac{{({tex(y - k)})^2}}{{{tex(rest / b)}}} = 1")]


def slope(q: Question) -> Answer:
    """dy/dx on a curve whose equation has x and y mixed, and its value at a point."""
    x, y = sp.symbols("x y")
    relations = [r for r in q.equations() if isinstance(r[0], sp.Equality)]
    mixed = [r for r in relations if (r[0].lhs - r[0].rhs).free_symbols == {x, y}]
    if len(relations) != 1 or len(mixed) != 1:
        raise Unknown
    relation, shown = mixed[0]
    if relation.lhs == y and not relation.rhs.has(y) or relation.rhs == y and not relation.lhs.has(y):
        raise Unknown  # an ordinary function
    points = q.points()
    if q.pieces() or len(points) > 1 or any(len(p) != 2 for p in points):
        raise Unknown
    expr = relation.lhs - relation.rhs
    by_x, by_y = sp.diff(expr, x), sp.diff(expr, y)
    if by_y == 0:
        raise Unknown
    made = sp.simplify(-by_x / by_y)
    sides = [side_rate(side, x, y) for side in (relation.lhs, relation.rhs)]
    steps = [Step(shown), Step(" = ".join(sides), q.say("implicit.both")), Step(f"y' = {tex(made)}", q.say("rearrange", "y'"))]
    result = f"y' = {text(made)}"
    if points:
        at = dict(zip((x, y), points[0], strict=True))
        if sp.simplify(expr.subs(at)) != 0:
            raise Ask(q.say("implicit.off"))
        if sp.simplify(by_y.subs(at)) == 0:
            raise Ask(q.say("undefined.at", text(points[0][0])))
        value = sp.simplify(made.subs(at))
        steps.append(Step(rf"y'({tex(points[0][0])},\ {tex(points[0][1])}) = {tex(value)}", q.say("insert", "")))
        result += f"; {text(value)}"
    return Answer(q.say("derivative.title", "y"), steps, result, "by partial derivatives")


def side_rate(side: Any, x: Any, y: Any) -> str:
    """The derivative of one side by x, with y' where y changes too."""
    own, other = sp.diff(side, x), sp.diff(side, y)
    if other == 0:
        return tex(own)
    times = rf"\left({tex(other)}\right) y'" if other.is_Add else (tex(other) if other != 1 else "") + r"\,y'"
    return times if own == 0 else f"{tex(own)} + {times}"
