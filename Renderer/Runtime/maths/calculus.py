"""Derivatives, integrals, limits, series and simple differential equations, by the rules that a school book names."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from . import formulas
from .algebra import curve, plus, python, signed, unknown
from .answer import Answer, Ask, Figure, Step, Unknown
from .arithmetic import rounded
from .forms import side as near_side
from .formulas import tex, text
from .library import manual, sp
from .question import Question, relation
from .words import words


def function(q: Question) -> tuple[Any, str, Any]:
    found = q.expression()
    if found is None:
        raise Unknown
    expr, shown = found
    free = expr.free_symbols
    if (named := respect(q)) is not None:
        if sp.Symbol(named) not in free:
            raise Ask(q.say("no.such.variable", named))
        return expr, shown, sp.Symbol(named)
    if len(free) > 1:
        x = next((s for s in free if s.name in ("x", "t")), None)
        if x is None:
            raise Ask(q.say("one.variable"))
        return expr, shown, x
    return expr, shown, next(iter(free))


def respect(q: Question) -> str | None:
    """The variable that is named: "with respect to y", "nach y", "par rapport à y"."""
    words = q.request.words
    for k, word in enumerate(words[:-1]):
        if (
            len(words[k + 1]) == 1
            and words[k + 1].isascii()
            and (word == "nach" or word in ("to", "a") and k and words[k - 1] in ("respect", "rapport", "respecto"))
        ):
            return words[k + 1]
    return None


def slope_at(q: Question) -> Answer:
    """The gradient of a curve at a point is its derivative there."""
    if not any(re.match(r"^\s*x\s*=", p.text) for p in q.pieces()) or len(q.pieces()) != 2:
        raise Unknown
    return derivative(q)


def tidied(expr: Any) -> Any:
    """A simpler form in the functions that are there: no sin(x + π/4) in place of sin x + cos x."""
    simpler = sp.simplify(expr)
    angles, before = ({f.args[0] for f in e.atoms(sp.sin, sp.cos, sp.tan)} for e in (simpler, expr))
    if angles <= before:
        return simpler
    return sp.factor(expr)


def derivative(q: Question) -> Answer:
    expr, shown, x = function(q)
    order = 2 if q.word(*words("second")) else 3 if q.word(*words("third")) else 1
    at = q.at()
    if at is not None and "prime" in q.request.words and re.search(r"[fgh]\s*''\s*\(", q.request.said.replace("’", "'").replace("′", "'")):
        order = 2
    steps, now = [Step(f"f({x}) = {shown}")], expr
    for k in range(1, order + 1):
        name = "f" + "'" * k + f"({x})"
        steps += rules(q, now, x, name)
        now = tidied(sp.diff(now, x))
        if steps[-1].tex.split("=")[-1].replace(" ", "") != tex(now).replace(" ", ""):
            steps.append(Step(f"{name} = {tex(now)}", q.say("tidy")))
    check_derivative(expr, now, x, order)
    result = "f" + "'" * order + f"({x}) = {text(now)}"
    title = q.say("derivative.title", text(expr))
    figure = Figure(
        "plot", {"functions": [python(expr, x), python(now, x)], **window(expr, x, at), "points": [], "names": ["f", "f" + "'" * order]}
    )
    if at is not None:
        value = sp.simplify(now.subs(x, at))
        if not value.is_finite:
            raise Ask(q.say("undefined.at", text(at)))
        steps.append(Step("f" + "'" * order + f"({tex(at)}) = {tex(value)}", q.say("insert", f"{x} = {text(at)}")))
        if q.has("tangent"):
            return tangent_of(q, expr, shown, x, at)
        result += f"; f{chr(39) * order}({text(at)}) = {text(value)}"
    if order == 1 and at is None and asks_zero(q):
        zeros = sp.solveset(now.subs(x, sp.Symbol("x", real=True)), sp.Symbol("x", real=True), sp.S.Reals)
        if isinstance(zeros, sp.FiniteSet):
            steps.append(Step(r",\quad ".join(f"{x} = {tex(z)}" for z in zeros) or rf"f'({x}) \ne 0", q.say("derivative.zero")))
            result += "; " + (", ".join(f"f'({x}) = 0: {x} = {text(z)}" for z in zeros))
            figure.data["points"] = [(float(z), float(expr.subs(x, z))) for z in zeros]
    return Answer(title, steps, result, "numerically", figure)


def asks_zero(q: Question) -> bool:
    return q.word("zero", "zeros", "nulle", "cero", "null", "critical", "maximum", "minimum", "extrema", "stationary")


def check_derivative(expr: Any, found: Any, x: Any, order: int) -> None:
    """Compares with difference quotients at points."""
    other = {s: sp.Rational(7, 5) for s in expr.free_symbols - {x}}
    f, g, tried = expr.subs(other), found.subs(other), 0
    h = sp.Rational(1, 10**8)
    for point in (sp.Rational(13, 10), sp.Rational(-7, 10), sp.Rational(31, 10), sp.Rational(2, 10)):
        values = [sp.N(f.subs(x, point + k * h), 60) for k in range(-2, 3)]
        if order > 2 or not all(v.is_real and v.is_finite for v in values):
            continue
        a, b, c, d, e = values
        quotient = (a - 8 * b + 8 * d - e) / (12 * h) if order == 1 else (-a + 16 * b - 30 * c + 16 * d - e) / (12 * h**2)
        if abs(quotient - sp.N(g.subs(x, point), 60)) > 1e-9 * (1 + abs(quotient)):
            raise Unknown
        tried += 1


def rules(q: Question, expr: Any, x: Any, name: str) -> list[Step]:
    """The outermost rule, and each part that is not at once clear."""
    if expr.is_Add:
        terms = expr.as_ordered_terms()
        shown = " ".join((rf"\left({tex(t)}\right)'" if k == 0 else rf"+ \left({tex(t)}\right)'") for k, t in enumerate(terms))
        steps = [Step(f"{name} = {shown}", q.say("rule.sum"))]
        hard = [t for t in terms if not easy(t, x)]
        for term in hard[:2]:
            steps += rules(q, term, x, rf"\left({tex(term)}\right)'")
        made = " ".join((tex(sp.diff(t, x)) if k == 0 else plus(sp.diff(t, x))) for k, t in enumerate(terms)).strip()
        return [*steps, Step(f"{name} = {made or 0}", q.say("rule.power") if not hard else q.say("put.together"))]
    constant, rest = expr.as_independent(x, as_Add=False)
    if constant != 1 and rest != 1 and not easy(expr, x):
        return [
            *rules(q, rest, x, rf"\left({tex(rest)}\right)'"),
            Step(f"{name} = {tex(constant * sp.diff(rest, x))}", q.say("rule.constant", text(constant))),
        ]
    top, bottom = sp.fraction(expr)
    if bottom.has(x) and not easy(expr, x):
        above = sp.diff(top, x) * bottom - top * sp.diff(bottom, x)
        return [
            Step(rf"u = {tex(top)},\quad v = {tex(bottom)}", q.say("rule.quotient")),
            Step(rf"u' = {tex(sp.diff(top, x))},\quad v' = {tex(sp.diff(bottom, x))}"),
            Step(rf"{name} = \frac{{u'v - uv'}}{{v^2}} = \frac{{{tex(above)}}}{{{tex(bottom**2)}}}"),
        ]
    if expr.is_Mul and not easy(expr, x):
        factors = [f for f in expr.args if f.has(x)]
        u, v = factors[0], sp.Mul(*factors[1:])
        return [
            Step(rf"u = {tex(u)},\quad v = {tex(v)}", q.say("rule.product")),
            Step(rf"u' = {tex(sp.diff(u, x))},\quad v' = {tex(sp.diff(v, x))}"),
            Step(rf"{name} = u'v + uv' = {tex(sp.diff(u, x) * v + u * sp.diff(v, x))}"),
        ]
    if (inner := inside(expr, x)) is not None:
        u = sp.Symbol("u")
        outer = expr.subs(inner, u)
        return [
            Step(rf"u = {tex(inner)},\quad f = {tex(outer)}", q.say("rule.chain")),
            Step(rf"u' = {tex(sp.diff(inner, x))},\quad \frac{{df}}{{du}} = {tex(sp.diff(outer, u))}"),
            Step(rf"{name} = \frac{{df}}{{du}} \cdot u' = {tex(sp.diff(expr, x))}"),
        ]
    return [
        Step(
            f"{name} = {tex(sp.diff(expr, x))}",
            q.say("rule.power") if expr.is_polynomial(x) or expr.is_Pow and not expr.exp.has(x) else q.say("rule.table"),
        )
    ]


def easy(term: Any, x: Any) -> bool:
    _, rest = term.as_independent(x, as_Add=False)
    if rest == 1 or rest == x or (rest.is_Pow and rest.base == x and not rest.exp.has(x)):
        return True
    return isinstance(rest, (sp.sin, sp.cos, sp.tan, sp.exp, sp.log)) and rest.args[0] == x


def inside(expr: Any, x: Any) -> Any | None:
    """What a function is of, where that is more than the variable."""
    if expr.is_Pow and not isinstance(expr, sp.exp):
        if not expr.exp.has(x) and expr.base != x:
            return expr.base
        if expr.exp.has(x) and not expr.base.has(x) and expr.exp != x:
            return expr.exp
        return None
    if isinstance(expr, sp.Function) and len(expr.args) == 1 and expr.args[0] != x and expr.args[0].has(x):
        return expr.args[0]
    return None


def window(expr: Any, x: Any, at: Any = None) -> dict[str, float]:
    middle = float(at) if at is not None and at.is_finite else 0.0
    return {"from": middle - 4, "to": middle + 4}


def tangent(q: Question) -> Answer:
    expr, shown, x = function(q)
    at = q.at()
    if at is None:
        raise Ask(q.say("tangent.where"))
    return tangent_of(q, expr, shown, x, at)


def tangent_of(q: Question, expr: Any, shown: str, x: Any, at: Any) -> Answer:
    slope_function = sp.simplify(sp.diff(expr, x))
    y, m = sp.simplify(expr.subs(x, at)), sp.simplify(slope_function.subs(x, at))
    if not (y.is_finite and m.is_finite):
        raise Ask(q.say("undefined.at", text(at)))
    if q.has("normalline"):
        return normal_of(q, expr, shown, x, at, y, m)
    line = sp.expand(y + m * (x - at))
    check_derivative(expr, slope_function, x, 1)
    steps = [
        Step(f"f({x}) = {shown}"),
        Step(f"f'({x}) = {tex(slope_function)}", q.say("tangent.slope")),
        Step(f"f({tex(at)}) = {tex(y)},\\quad f'({tex(at)}) = {tex(m)}", q.say("insert", f"{x} = {text(at)}")),
        Step(f"y = f({tex(at)}) + f'({tex(at)})({x} {plus(-at) or '- 0'})", q.say("tangent.law")),
        Step(f"y = {tex(line)}"),
    ]
    figure = Figure("plot", {"functions": [python(expr, x), python(line, x)], **window(expr, x, at), "points": [(float(at), float(y))]})
    return Answer(q.say("tangent.title", text(at)), steps, f"y = {text(line)}", "numerically", figure)


def normal_of(q: Question, expr: Any, shown: str, x: Any, at: Any, y: Any, m: Any) -> Answer:
    """The line at right angles to the tangent."""
    steps = [Step(f"f({x}) = {shown}"), Step(f"f({tex(at)}) = {tex(y)},\\quad f'({tex(at)}) = {tex(m)}", q.say("tangent.slope"))]
    if m == 0:
        return Answer(
            q.say("normal.title", text(at)), [*steps, Step(f"x = {tex(at)}", q.say("line.perpendicular"))], f"x = {text(at)}", "numerically"
        )
    line = sp.expand(y - (x - at) / m)
    steps += [Step(rf"m = -\frac{{1}}{{{tex(m)}}}", q.say("line.perpendicular")), Step(f"y = {tex(line)}")]
    figure = Figure("plot", {"functions": [python(expr, x), python(line, x)], **window(expr, x, at), "points": [(float(at), float(y))]})
    return Answer(q.say("normal.title", text(at)), steps, f"y = {text(line)}", "numerically", figure)


def integral(q: Question) -> Answer:
    bounds = q.bounds()
    expr, shown, x = function(q)
    if bounds is None and q.language and (numbers := q.numbers(2)) and len(numbers) == 2:
        bounds = numbers[0], numbers[1]
    real = sp.Symbol(str(x), real=True)
    inner = expr.subs(x, real)
    primitive = antiderivative(inner, real)
    if bounds is None:
        if primitive is None:
            raise Ask(q.say("integral.none"))
        steps = [Step(rf"\int {shown} \, d{x}"), *ways(q, inner, real), Step(f"= {tex(primitive)} + C", q.say("integral.check"))]
        return Answer(
            q.say("integral.title"),
            steps,
            f"{text(primitive)} + C",
            "by differentiation",
            Figure(
                "plot",
                {"functions": [python(expr, x), python(primitive.subs(real, x), x)], **window(expr, x), "points": [], "names": ["f", "F"]},
            ),
        )
    a, b = bounds
    value = definite(q, inner, real, a, b)
    limits = rf"\int_{{{tex(a)}}}^{{{tex(b)}}} {shown} \, d{x}"
    if value is None or not value.is_finite:
        steps = [Step(limits), Step(r"= \infty" if value == sp.oo else r"= -\infty" if value == -sp.oo else r"\nexists", q.say("diverges"))]
        return Answer(q.say("integral.title"), steps, q.say("diverges"), "by limits", area(expr, x, a, b))
    steps = [Step(limits)]
    if primitive is not None:
        steps += ways(q, inner, real)
        steps.append(Step(rf"= \left[{tex(primitive)}\right]_{{{tex(a)}}}^{{{tex(b)}}}", q.say("integral.primitive")))
        if a.is_finite and b.is_finite:
            ends = [sp.simplify(primitive.subs(real, e)) for e in (b, a)]
            if all(e.is_finite for e in ends):
                steps.append(Step(rf"= {tex(ends[0])} - \left({tex(ends[1])}\right)", q.say("integral.ends")))
    steps.append(
        Step(
            f"= {tex(value)}" + ("" if value.is_Rational else rf" \approx {rounded(value)}"),
            q.say("integral.area") if q.has("area") else "",
        )
    )
    return Answer(
        q.say("integral.title"),
        steps,
        text(value) + ("" if value.is_Rational else f" ≈ {rounded(value)}"),
        "numerically",
        area(expr, x, a, b),
    )


def antiderivative(expr: Any, x: Any) -> Any | None:
    """With ln|x| where the argument of a logarithm may be negative. None where there is no closed form."""
    found = sp.integrate(expr, x)
    if found.has(sp.Integral) or found.has(sp.Piecewise):
        return None
    found = sp.simplify(found) if not found.is_Add else found
    given = expr.atoms(sp.log)  # where one is there already, the function is only defined where it is
    absolute = found.replace(
        lambda e: isinstance(e, sp.log) and e not in given and e.args[0].has(x) and not e.args[0].is_positive,
        lambda e: sp.log(sp.Abs(e.args[0])),
    )
    for point in (sp.Rational(13, 10), sp.Rational(37, 10), sp.Rational(3, 10)):
        want = sp.N(expr.subs(x, point), 30)
        got = sp.N(sp.diff(found, x).subs(x, point), 30)
        if want.is_finite and got.is_finite and abs(want - got) > 1e-9 * (1 + abs(want)):
            return None
    return absolute


def definite(q: Question, expr: Any, x: Any, a: Any, b: Any) -> Any | None:
    """The value; an infinity where it diverges; None where it does not exist. A pole within is looked for."""
    if a.is_finite and b.is_finite and a != b:
        low, high = min(a, b), max(a, b)
        try:
            poles = sp.singularities(expr, x, sp.Interval(low, high))
        except NotImplementedError:
            poles = sp.S.EmptySet
        inside = [p for p in poles if p.is_real] if isinstance(poles, sp.FiniteSet) else []
        if inside:
            total = sp.Integer(0)
            cuts = sorted({low, high, *inside}, key=float)
            for left, right in pairwise(cuts):
                part = sp.integrate(expr, (x, left, right))
                if not part.is_finite:
                    return (
                        part
                        if len(cuts) == 2 or part.is_infinite and all(sp.integrate(expr, (x, u, v)) == part for u, v in pairwise(cuts))
                        else None
                    )
                total += part
            return sp.simplify(total if a < b else -total)
    value = sp.integrate(expr, (x, a, b))
    if value.has(sp.Integral):
        return sp.Float(sp.Integral(expr, (x, a, b)).evalf(12), 10)
    value = sp.simplify(value)
    if value.is_finite and a.is_finite and b.is_finite:
        near = sp.Integral(expr, (x, a, b)).evalf(15)
        if near.is_number and abs(near - sp.N(value, 15)) > 1e-6 * (1 + abs(near)):
            raise Unknown
    return value


def ways(q: Question, expr: Any, x: Any) -> list[Step]:
    """Substitution or parts, where that is how it is done."""
    try:
        rule = manual.integral_steps(expr, x)
    except (ValueError, RecursionError, NotImplementedError):
        return []
    while type(rule).__name__ in ("ConstantTimesRule", "RewriteRule", "AlternativeRule"):
        rule = rule.alternatives[0] if type(rule).__name__ == "AlternativeRule" else rule.substep
    if type(rule).__name__ == "PartsRule":
        return [Step(rf"u = {tex(rule.u)},\quad dv = {tex(rule.dv)}\,d{x}", q.say("by.parts")), Step(r"\int u\,dv = uv - \int v\,du")]
    if type(rule).__name__ == "URule":
        return [Step(rf"u = {tex(rule.u_func)},\quad du = {tex(sp.diff(rule.u_func, x))}\,d{x}", q.say("by.substitution"))]
    return []


def area(expr: Any, x: Any, a: Any, b: Any) -> Figure | None:
    if expr.free_symbols - {x}:
        return None
    low, high = float(a) if a.is_finite else -6.0, float(b) if b.is_finite else 6.0
    low, high = min(low, high), max(low, high)
    room = 0.25 * (high - low or 1)
    return Figure("plot", {"functions": [python(expr, x)], "from": low - room, "to": high + room, "points": [], "area": [low, high]})


def limit(q: Question) -> Answer:
    where = None
    for piece in q.pieces():
        if "tendsto" in piece.before and (found := re.match(r"^\s*([a-z])\s*=\s*(.+)$", piece.text)):
            piece.used = True
            side = "+" if re.search(r"[+]$", found[2]) else "-" if re.search(r"-$", found[2]) else "+-"
            where = formulas.expression(found[2].rstrip("+-") or "0"), side if side != "+-" else near_side(q.request.said)
            break
    expr, shown, x = function(q)
    if where is None:
        infinite = q.word("infinity", "infini", "infinito", "unendlich")
        at = q.at()
        if at is None and not infinite:
            raise Ask(q.say("limit.where"))
        where = (at if at is not None else sp.oo), near_side(q.request.said)
    a, side = where
    name = rf"\lim_{{{x} \to {tex(a)}{'' if side == '+-' else '^' + side}}}"
    sides = [sp.limit(expr, x, a, s) for s in (("-", "+") if side == "+-" and a.is_finite else (side.replace("+-", "-"),))]
    steps = [Step(f"{name} {shown}")]
    if a.is_finite:
        top, bottom = sp.fraction(sp.together(expr))
        t, b = (sp.limit(part, x, a) for part in (top, bottom))
        if t == 0 and b == 0:
            steps.append(Step(r"\frac{0}{0}", q.say("zero.over.zero")))
            cancelled = sp.cancel(expr) if expr.is_rational_function(x) else None
            if cancelled is not None and cancelled != expr:
                steps.append(Step(f"= {name} {tex(cancelled)}", q.say("cancel.factor")))
            else:
                steps.append(Step(rf"= {name} \frac{{{tex(sp.diff(top, x))}}}{{{tex(sp.diff(bottom, x))}}}", q.say("hospital")))
    if len(sides) == 2 and sides[0] != sides[1] or any(isinstance(s, sp.AccumBounds) or s is sp.nan for s in sides):
        shown_sides = rf"{tex(sides[0])} \ne {tex(sides[-1])}" if len(sides) == 2 and sides[0] != sides[1] else r"\nexists"
        steps.append(Step(shown_sides, q.say("limit.none")))
        return Answer(q.say("limit.title"), steps, q.say("limit.none"), "from both sides", near(expr, x, a))
    value = sp.simplify(sides[0])
    if value.has(sp.Limit):
        raise Ask(q.say("limit.cannot"))
    check_limit(expr, x, a, value, -1 if side == "-" else 1)
    steps.append(Step(f"= {tex(value)}", q.say("limit.both") if len(sides) == 2 else ""))
    return Answer(q.say("limit.title"), steps, text(value), "at points nearby", near(expr, x, a, value))


def check_limit(expr: Any, x: Any, a: Any, value: Any, toward: int) -> None:
    if not value.is_finite:
        return
    point = a + sp.Rational(toward, 10**9) if a.is_finite else sp.sign(a) * sp.Integer(10) ** 9
    found = sp.N(expr.subs(x, sp.Float(point, 60)), 50)
    if found.is_real and abs(found - sp.N(value, 50)) > 1e-2 * (1 + abs(found)):
        raise Unknown


def near(expr: Any, x: Any, a: Any, value: Any = None) -> Figure | None:
    if expr.free_symbols - {x}:
        return None
    middle = float(a) if a.is_finite else 0.0
    span = (middle - 4, middle + 4) if a.is_finite else (0.5, 20.0) if a == sp.oo else (-20.0, -0.5)
    points = [(middle, float(value))] if value is not None and value.is_finite and a.is_finite else []
    return Figure("plot", {"functions": [python(expr, x)], "from": span[0], "to": span[1], "points": points})


def series(q: Question) -> Answer:
    found = q.expression()
    if found is None:
        raise Unknown
    expr, shown = found
    x = unknown([expr])
    at, order = sp.Integer(0), 5
    for piece in q.pieces():
        if (
            re.search(r"(order|degree|ordre|degre|orden|grado|ordnung|grad|terms)", " ".join((*piece.before[-2:], *piece.after[:1])))
            and piece.number
        ):
            piece.used, order = True, int(float(piece.text))
    given = q.at()
    if given is not None:
        at = given
    if not 1 <= order <= 9:
        raise Ask(q.say("series.order"))
    steps = [
        Step(f"f({x}) = {shown}"),
        Step(
            rf"f({x}) = \sum_n \frac{{f^{{(n)}}({tex(at)})}}{{n!}} ({x} {plus(-at)})^n".replace("( ", "(")
            if at != 0
            else rf"f({x}) = \sum_n \frac{{f^{{(n)}}(0)}}{{n!}} {x}^n",
            q.say("series.law"),
        ),
    ]
    now, terms = expr, []
    for n in range(order + 1):
        value = sp.simplify(now.subs(x, at))
        if not value.is_finite:
            raise Ask(q.say("undefined.at", text(at)))
        if n <= 4:
            steps.append(Step(rf"f^{{({n})}}({tex(at)}) = {tex(value)}" if n else f"f({tex(at)}) = {tex(value)}"))
        terms.append(value / sp.factorial(n) * (x - at) ** n)
        now = sp.diff(now, x)
    made = [t for t in terms if t != 0]
    shown_sum = " ".join(tex(t) if k == 0 else plus(t) for k, t in enumerate(made))
    steps.append(Step(rf"f({x}) \approx {shown_sum}", q.say("series.order.said", order)))
    total = sum(terms, sp.Integer(0))
    if sp.simplify(sp.series(expr, x, at, order + 1).removeO() - total) != 0:
        raise Unknown
    functions = [python(expr, x), python(sp.expand(sum(terms[:2], sp.Integer(0))), x), python(sp.expand(total), x)]
    middle = float(at)
    return Answer(
        q.say("series.title", text(expr)),
        steps,
        " ".join(text(t) if k == 0 else signed(t) for k, t in enumerate(made)) + " + …",
        "term by term",
        Figure("plot", {"functions": functions, "from": middle - 3, "to": middle + 3, "points": [(middle, float(terms[0]))]}),
    )


def differential(q: Question) -> Answer:
    """First and second order: D stands for the first rate and K for the second, in any equation; with values to begin with."""
    _, dependent, independent = next(mark for mark in q.request.marks if mark.startswith("rate ")).split()
    name, t = sp.Symbol(dependent), sp.Symbol(independent)
    law = [p for p in q.pieces() if "=" in p.text and re.search(r"(?<![A-Za-z])[DK](?![A-Za-z(])", p.text) and not STARTS.match(p.text)]
    if len(law) != 1:
        raise Unknown
    law[0].used = True
    starts = {}
    for piece in q.take(lambda p: STARTS.match(p.text) is not None):
        of, at, value = STARTS.findall(piece.text)[0]
        starts[of] = formulas.expression(at), formulas.expression(value)
    if set(starts) - {dependent, "D"}:
        raise Unknown
    found, shown = relation(law[0].text)
    if found.free_symbols - {name, t, sp.Symbol("D"), sp.Symbol("K")}:
        raise Ask(q.say("one.variable"))
    return solved_rate(q, found, shown, name, t, starts)


STARTS = re.compile(r"^\s*([a-zA-Z])\s*\(\s*([^()]*)\s*\)\s*=\s*(.+)$")


def solved_rate(q: Question, found: Any, shown: str, name: Any, t: Any, starts: dict[str, tuple[Any, Any]]) -> Answer:
    y, first, second = sp.Function(name.name), sp.Symbol("D"), sp.Symbol("K")
    difference = (found.lhs - found.rhs).subs({first: y(t).diff(t), second: y(t).diff(t, 2), name: y(t)})
    equation, order = sp.Eq(difference, 0), 2 if second in found.free_symbols else 1
    ics = {y(at) if of == name.name else y(t).diff(t).subs(t, at): value for of, (at, value) in starts.items()}
    try:
        general = sp.dsolve(equation, y(t))
        special = sp.dsolve(equation, y(t), ics=ics) if len(ics) == order else general
    except (NotImplementedError, ValueError):
        raise Ask(q.say("solve.cannot")) from None
    if not isinstance(special, sp.Equality) or not isinstance(general, sp.Equality) or special.lhs != y(t) or 0 < len(ics) < order:
        raise Ask(q.say("solve.cannot"))
    if sp.checkodesol(equation, special)[0] is not True:
        raise Unknown
    marks = (
        f"{name}'" if t.name == "x" else rf"\frac{{d{name}}}{{d{t}}}",
        f"{name}''" if t.name == "x" else rf"\frac{{d^2{name}}}{{d{t}^2}}",
    )
    steps = [Step(re.sub(r"\bD\b", lambda _: marks[0], re.sub(r"\bK\b", lambda _: marks[1], shown)))]
    slope = sp.solve(found, first)[0] if order == 1 else None
    parts = sp.separatevars(slope, [t, name], dict=True) if slope is not None and slope.has(name) else None
    if parts:
        steps.append(Step(rf"\frac{{d{name}}}{{{tex(parts[name])}}} = {tex(parts[t] * parts['coeff'])} \, d{t}", q.say("separate")))
    if order == 2:
        steps += characteristic(q, found)
        general = sp.Eq(general.lhs, sp.expand(general.rhs))
        special = sp.Eq(special.lhs, sp.expand(special.rhs))
    steps.append(Step(f"{name} = {tex(general.rhs)}", q.say("integrate.sides") if order == 1 else q.say("put.back")))
    if ics:
        values = r",\quad ".join(f"{of if of != 'D' else name.name + chr(39)}({tex(at)}) = {tex(v)}" for of, (at, v) in starts.items())
        steps += [Step(values, q.say("start.value")), Step(f"{name} = {tex(special.rhs)}")]
    figure = None
    if not special.rhs.free_symbols - {t}:
        points = [(float(at), float(v)) for of, (at, v) in starts.items() if of == name.name]
        figure = Figure("plot", {"functions": [python(special.rhs, t)], "from": -2.0, "to": 2.0, "points": points})
    return Answer(q.say("differential.title"), steps, f"{name} = {text(special.rhs)}", "by substitution", figure)


def characteristic(q: Question, found: Any) -> list[Step]:
    """The quadratic of an equation of second order with constant coefficients and no right side."""
    first, second = sp.symbols("D K")
    difference = sp.expand(found.lhs - found.rhs)
    others = difference.free_symbols - {first, second}
    if len(others) > 1 or not difference.is_polynomial(first, second, *others):
        return []
    name = next(iter(others), sp.Symbol("y"))
    a, b, c = (difference.coeff(symbol, 1) for symbol in (second, first, name))
    if not all(v.is_number for v in (a, b, c)) or sp.expand(difference - a * second - b * first - c * name) != 0:
        return []
    r = sp.Symbol("r")
    quadratic = a * r**2 + b * r + c
    roots = sp.roots(quadratic, r)
    return [
        Step(f"{tex(quadratic)} = 0", q.say("eigen.law")),
        Step(r",\quad ".join(f"r = {tex(root)}" for root in sorted(roots, key=sp.default_sort_key))),
    ]


def revolution(q: Question) -> Answer:
    bounds = q.bounds()
    expr, shown, x = function(q)
    if bounds is None:
        raise Ask(q.say("integral.bounds"))
    a, b = bounds
    if any(w in q.request.words for w in ("yaxis", "y-axis")) or re.search(r"\by\b[- ]?ax", q.request.said.lower()):
        raise Ask(q.say("revolution.x"))
    square = sp.expand(expr**2)
    value = sp.simplify(sp.pi * sp.integrate(square, (x, a, b)))
    near_value = (sp.pi * sp.Integral(square, (x, a, b))).evalf(15)
    if not value.is_finite or abs(near_value - sp.N(value, 15)) > 1e-6 * (1 + abs(near_value)):
        raise Unknown
    primitive = sp.integrate(square, x)
    steps = [
        Step(rf"V = \pi \int_{{{tex(a)}}}^{{{tex(b)}}} \left({shown}\right)^2 d{x}", q.say("revolution.law")),
        Step(rf"= \pi \left[{tex(primitive)}\right]_{{{tex(a)}}}^{{{tex(b)}}}", q.say("integral.primitive")),
        Step(rf"= {tex(value)} \approx {rounded(value)}"),
    ]
    return Answer(q.say("revolution.title"), steps, f"V = {text(value)} ≈ {rounded(value)}", "numerically", area(expr, x, a, b))


def plot(q: Question) -> Answer:
    """A graph with what it shows: zeros, extremes, poles."""
    bounds = q.bounds()
    found = q.expression()
    if found is None:
        raise Unknown
    expr, shown = found
    x = unknown([expr])
    if len(expr.free_symbols) != 1:
        raise Ask(q.say("one.variable"))
    domain = sp.Interval(*bounds) if bounds and all(b.is_finite for b in bounds) else sp.Interval(-10, 10)
    steps, points, results = [Step(f"y = {shown}")], [], []
    zeros, extremes = special(expr, x, domain), special(sp.diff(expr, x), x, domain)
    if zeros:
        steps.append(Step(r",\ ".join(tex(z) for z in zeros[:5]), q.say("plot.zeros")))
        points += [(float(z), 0.0) for z in zeros]
        results.append(f"{q.say('plot.zeros')}: " + ", ".join(text(z) for z in zeros[:5]))
    if extremes:
        pairs = [(e, sp.simplify(expr.subs(x, e))) for e in extremes[:4]]
        pairs = [(e, v) for e, v in pairs if v.is_finite]
        steps += [Step(rf"\left({tex(e)},\ {tex(v)}\right)", q.say("plot.extremes") if k == 0 else "") for k, (e, v) in enumerate(pairs)]
        points += [(float(e), float(v)) for e, v in pairs]
    wave = expr.as_independent(x, as_Add=False)[1]
    if (
        isinstance(wave, (sp.sin, sp.cos))
        and (inner := sp.Poly(wave.args[0], x) if wave.args[0].is_polynomial(x) else None) is not None
        and inner.degree() == 1
    ):
        amplitude, period = abs(expr.as_independent(x, as_Add=False)[0]), sp.simplify(2 * sp.pi / abs(inner.coeff_monomial(x)))
        steps += [Step(f"A = {tex(amplitude)}", q.say("plot.amplitude")), Step(f"T = {tex(period)}", q.say("plot.period"))]
        results.append(f"{q.say('plot.amplitude')}: {text(amplitude)}; {q.say('plot.period')}: {text(period)}")
        steps = [
            s for s in steps if s.why not in (q.say("plot.zeros"), q.say("plot.extremes")) and (s.why or not s.tex.startswith(r"\left("))
        ]
    figure = curve(expr, x, [], (domain.start, domain.end) if bounds else None)
    if figure is not None:
        if not bounds and points:
            low, high = min(p[0] for p in points), max(p[0] for p in points)
            figure.data.update({"from": low - max(2, 0.4 * (high - low)), "to": high + max(2, 0.4 * (high - low))})
        figure.data["points"] = [p for p in points if figure.data["from"] <= p[0] <= figure.data["to"]][:8]
    return Answer(
        q.say("plot.title", text(expr)), steps, f"y = {text(expr)}" + ("; " + "; ".join(results) if results else ""), "at points", figure
    )


def special(expr: Any, x: Any, domain: Any) -> list[Any]:
    """The zeros in a range, where there are finitely many in closed form."""
    real = sp.Symbol(str(x), real=True)
    try:
        found = sp.solveset(expr.subs(x, real), real, domain)
    except (NotImplementedError, ValueError, TypeError):
        return []
    if not isinstance(found, sp.FiniteSet) or len(found) > 12:
        return []
    return sorted((z for z in found if sp.N(z).is_real), key=float)
