"""What a function or a curve has: its domain, inverse, turning points, vertex, centre, and what lies between two of them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from . import formulas
from .algebra import curve, intervals, plus, python, set_text
from .answer import Answer, Ask, Figure, Step, Unknown
from .arithmetic import rounded
from .calculus import check_derivative, function
from .formulas import tex, text
from .library import sp
from .question import Question, one_side
from .words import words


def domain(q: Question) -> Answer:
    expr, shown, x = function(q)
    if len(expr.free_symbols) != 1:
        raise Ask(q.say("one.variable"))
    real = sp.Symbol(str(x), real=True)
    try:
        found = sp.calculus.util.continuous_domain(expr.subs(x, real), real, sp.S.Reals)
    except NotImplementedError:
        raise Ask(q.say("form.cannot")) from None
    if expr.has(sp.Abs, sp.floor, sp.ceiling, sp.sign):
        raise Unknown
    if not isinstance(found, (sp.Interval, sp.Union)) or found.has(sp.ImageSet, sp.ConditionSet):
        raise Ask(q.say("form.cannot"))
    for k in range(-41, 42):
        point = sp.Rational(k, 4) + sp.Rational(1, 97)
        value = sp.N(expr.subs(x, point), 20)
        if bool(found.contains(point)) != bool(value.is_real and value.is_finite):
            raise Unknown
    steps = [Step(f"f({x}) = {shown}")]
    bottom = sp.fraction(sp.together(expr))[1]
    if bottom.has(x):
        steps.append(Step(rf"{tex(bottom)} \ne 0", q.say("domain.quotient")))
    even = [p for p in sorted(expr.atoms(sp.Pow), key=str) if p.exp.is_Rational and p.exp.q % 2 == 0 and p.base.has(x)]
    steps += [Step(rf"{tex(p.base)} {'>' if p.exp < 0 else chr(92) + 'ge'} 0", q.say("domain.root")) for p in even]
    steps += [Step(f"{tex(log.args[0])} > 0", q.say("domain.log")) for log in expr.atoms(sp.log) if log.args[0].has(x)]
    steps.append(Step(rf"{x} \in {tex(found)}", q.say("domain.everything") if len(steps) == 1 else ""))
    return Answer(
        q.say("domain.title", text(expr)), steps, set_text(found, x), "at points", Figure("number_line", {"parts": intervals(found)})
    )


def inverse(q: Question) -> Answer:
    """Solves y = f(x) for x, where that has one answer."""
    expr, shown, x = function(q)
    if len(expr.free_symbols) != 1:
        raise Ask(q.say("one.variable"))
    y = sp.Symbol("y")
    found = [f for f in sp.solve(sp.Eq(y, expr), x) if any(sp.N(f.subs(y, v)).is_real for v in (2, -3))]
    if len(found) != 1 or expr.has(sp.sin, sp.cos, sp.tan):
        raise Ask(q.say("inverse.many"))
    made = sp.simplify(found[0])
    if sp.simplify(expr.subs(x, made) - y) != 0:
        raise Unknown
    back = made.subs(y, x)
    steps = [
        Step(f"y = {shown}"),
        Step(f"{x} = {tex(made)}", q.say("rearrange", x)),
        Step(f"f^{{-1}}({x}) = {tex(back)}", q.say("inverse.swap")),
        Step(rf"f\left(f^{{-1}}({x})\right) = {x} \ \checkmark", q.say("check", "")),
    ]
    figure = Figure("plot", {"functions": [python(expr, x), python(back, x)], "from": -5.0, "to": 5.0, "points": [], "names": ["f", "f⁻¹"]})
    return Answer(q.say("inverse.function", text(expr)), steps, f"f⁻¹({x}) = {text(back)}", "by substitution", figure)


LEAST = words("least")
MOST = words("most")


def extremes(q: Question) -> Answer:
    """Where the slope is zero, and what the second derivative says there; points of inflection."""
    bounds = q.bounds()
    expr, shown, x = function(q)
    if len(expr.free_symbols) != 1 or bounds is not None:
        raise Unknown
    first, second = sp.simplify(sp.diff(expr, x)), sp.simplify(sp.diff(expr, x, 2))
    check_derivative(expr, first, x, 1)
    if q.has("inflection"):
        return inflection(q, expr, shown, x, second)
    points = zeros(q, first, x)
    steps = [Step(f"f({x}) = {shown}"), Step(f"f'({x}) = {tex(first)} = 0", q.say("derivative.zero"))]
    steps.append(Step(r",\quad ".join(f"{x} = {tex(p)}" for p in points) or rf"f'({x}) \ne 0"))
    steps.append(Step(f"f''({x}) = {tex(second)}", q.say("extremes.second")))
    kinds = []
    for point in points:
        kind, bend = nature(first, second, x, point)
        kinds.append((kind, point, sp.simplify(expr.subs(x, point))))
        sign = ">" if bend > 0 else "<" if bend < 0 else "="
        steps.append(Step(rf"f''({tex(point)}) {sign} 0,\quad f({tex(point)}) = {tex(kinds[-1][2])}", q.say("extremes." + kind)))
    words = set(q.request.words)
    only = (
        {"minimum"}
        if words & LEAST and not words & MOST
        else {"maximum"}
        if words & MOST and not words & LEAST
        else {"minimum", "maximum", "saddle"}
    )
    said = [f"{q.say('extremes.' + kind)} ({text(a)}, {text(b)})" for kind, a, b in kinds if kind in only]
    figure = curve(expr, x, [], None, [(a, b) for _, a, b in kinds])
    return Answer(q.say("extremes.title", text(expr)), steps, "; ".join(said) or q.say("extremes.none"), "by the sign of the slope", figure)


def zeros(q: Question, expr: Any, x: Any) -> list[Any]:
    real = sp.Symbol(str(x), real=True)
    found = sp.solveset(expr.subs(x, real), real, sp.S.Reals)
    if found is sp.S.EmptySet:
        return []
    if not isinstance(found, sp.FiniteSet) or len(found) > 6:
        raise Ask(q.say("extremes.many"))
    return sorted(found, key=lambda v: float(sp.N(v)))


def nature(first: Any, second: Any, x: Any, point: Any) -> tuple[str, int]:
    """By the sign of the slope on both sides, which also tells where the second derivative is zero."""
    bend = int(sp.sign(sp.N(sp.simplify(second.subs(x, point)))))
    near = sp.Rational(1, 10**6)
    before, after = (sp.N(first.subs(x, point + d)) for d in (-near, near))
    if not (before.is_real and after.is_real):
        raise Unknown
    kind = "minimum" if before < 0 < after else "maximum" if before > 0 > after else "saddle"
    return kind, bend


def inflection(q: Question, expr: Any, shown: str, x: Any, second: Any) -> Answer:
    points = []
    for point in zeros(q, second, x):
        before, after = (sp.N(second.subs(x, point + d)) for d in (-sp.Rational(1, 10**6), sp.Rational(1, 10**6)))
        if before * after < 0:
            points.append((point, sp.simplify(expr.subs(x, point))))
    steps = [Step(f"f({x}) = {shown}"), Step(f"f''({x}) = {tex(second)} = 0", q.say("inflection.why"))]
    steps += [Step(rf"{x} = {tex(a)},\quad f({tex(a)}) = {tex(b)}", q.say("inflection.sign")) for a, b in points]
    result = ", ".join(f"({text(a)}, {text(b)})" for a, b in points) or q.say("extremes.none")
    return Answer(q.say("inflection.title"), steps, result, "by the sign of f''", curve(expr, x, [], None, points))


def vertex(q: Question) -> Answer:
    expr, shown, x = function(q)
    p = sp.Poly(expr, x) if expr.is_polynomial(x) else None
    if p is None or p.degree() != 2 or len(expr.free_symbols) != 1:
        raise Ask(q.say("square.needs"))
    a, b, _ = p.all_coeffs()
    h = -b / (2 * a)
    k = sp.expand(expr.subs(x, h))
    steps = [
        Step(f"y = {shown}"),
        Step(rf"h = -\frac{{b}}{{2a}} = {tex(h)}", q.say("vertex.axis")),
        Step(rf"k = f({tex(h)}) = {tex(k)}", q.say("insert", f"{x} = {text(h)}")),
        Step(rf"y = {'' if a == 1 else '-' if a == -1 else tex(a)}\left({tex(x - h)}\right)^2 {plus(k)}", q.say("vertex.form")),
    ]
    if sp.expand(a * (x - h) ** 2 + k - expr) != 0:
        raise Unknown
    result = f"({text(h)}, {text(k)})"
    marks = [(h, k)]
    if q.has("plot", "zeros"):
        # A sketch needs where the parabola meets the axes too.
        start = expr.subs(x, 0)
        roots = sorted((r for r in sp.roots(p) if r.is_real), key=float)
        steps.append(Step(rf"(0,\ {tex(start)})", q.say("plot.intercept")))
        steps.append(Step(r",\quad ".join(f"{x} = {tex(r)}" for r in roots) if roots else r"\text{-}", q.say("plot.zeros")))
        result += f"; y({text(sp.Integer(0))}) = {text(start)}; {q.say('plot.zeros')}: {', '.join(map(text, roots)) or '-'}"
        marks += [(sp.Integer(0), start), *[(r, sp.Integer(0)) for r in roots]]
    return Answer(q.say("vertex.title"), steps, result, "by expanding", curve(expr, x, [], None, marks))


def circle_through(q: Question) -> Answer:
    """The equation of a circle by its centre and its radius."""
    points = q.points()
    numbers = q.numbers()
    if len(points) != 1 or len(points[0]) != 2 or len(numbers) != 1 or not numbers[0].is_positive or not q.says("equations"):
        raise Unknown
    (h, k), r = points[0], numbers[0]
    if q.says("diameters"):
        r = r / 2
    x, y = sp.symbols("x y")
    shown = rf"({tex(x - h)})^2 + ({tex(y - k)})^2 = {tex(r**2)}".replace("(x)^2", "x^2").replace("(y)^2", "y^2")
    steps = [
        Step(rf"M = ({tex(h)},\ {tex(k)}),\quad r = {tex(r)}", q.say("circle.read")),
        Step("(x - h)^2 + (y - k)^2 = r^2", q.say("pythagoras")),
        Step(shown, q.say("insert", f"h = {text(h)}, k = {text(k)}, r = {text(r)}")),
    ]
    plain = f"({text(x - h)})² + ({text(y - k)})² = {text(r**2)}".replace("(x)²", "x²").replace("(y)²", "y²")
    return Answer(q.say("circle.title"), steps, plain, "by substitution", Figure("solid", {"shape": "circle", "r": float(r)}))


def circle(q: Question) -> Answer:
    """The centre and the radius of x^2 + y^2 + ... = ..."""
    relations = q.equations()
    x, y = sp.symbols("x y")
    if len(relations) != 1 or relations[0][0].free_symbols != {x, y} or not isinstance(relations[0][0], sp.Equality):
        raise Unknown
    expr = sp.Poly(sp.expand(relations[0][0].lhs - relations[0][0].rhs), x, y)
    a = expr.coeff_monomial(x**2)
    if expr.total_degree() != 2 or a == 0 or expr.coeff_monomial(y**2) != a or expr.coeff_monomial(x * y) != 0:
        raise Unknown
    h, k = -expr.coeff_monomial(x) / (2 * a), -expr.coeff_monomial(y) / (2 * a)
    square = sp.expand(h**2 + k**2 - expr.coeff_monomial(1) / a)
    if square <= 0:
        raise Ask(q.say("circle.none"))
    radius = sp.sqrt(square)
    steps = [
        Step(relations[0][1]),
        Step(
            rf"({tex(x - h)})^2 + ({tex(y - k)})^2 = {tex(square)}".replace("(x)^2", "x^2").replace("(y)^2", "y^2"), q.say("circle.square")
        ),
        Step(rf"M = ({tex(h)},\ {tex(k)}),\quad r = {tex(radius)}", q.say("circle.read")),
    ]
    return Answer(
        q.say("circle.title"),
        steps,
        f"M = ({text(h)}, {text(k)}), r = {text(radius)}",
        "by expanding",
        Figure("solid", {"shape": "circle", "r": float(radius)}),
    )


def two_curves(q: Question) -> list[tuple[Any, str]]:
    pieces = q.take(lambda p: one_side(p.text) is not None)
    if len(pieces) == 1 and "axis" in q.request.words and re.search(r"[xt]", pieces[0].text):
        side = one_side(pieces[0].text) or ""
        return [(formulas.expression(side), formulas.written(side)), (sp.Integer(0), "0")]
    if len(pieces) != 2 or not any(re.search(r"[xt]", p.text) for p in pieces):
        raise Unknown
    sides = [one_side(p.text) or "" for p in pieces]
    return [(formulas.expression(s), formulas.written(s)) for s in sides]


def between(q: Question) -> Answer:
    """The area between two curves, from one crossing to the next, or between bounds."""
    bounds = q.bounds()
    (f, f_shown), (g, g_shown) = two_curves(q)
    free = f.free_symbols | g.free_symbols
    if len(free) != 1:
        raise Ask(q.say("one.variable"))
    x = next(iter(free))
    crossings = zeros(q, sp.expand(f - g), x)
    if bounds is not None:
        crossings = [bounds[0], *[c for c in crossings if bounds[0] < c < bounds[1]], bounds[1]]
    if len(crossings) < 2:
        raise Ask(q.say("integral.bounds"))
    steps = [Step(rf"{f_shown} = {g_shown}: \quad " + r",\ ".join(f"{x} = {tex(c)}" for c in crossings), q.say("borders"))]
    total = sp.Integer(0)
    for a, b in pairwise(crossings):
        middle = (a + b) / 2
        top, low = (f, g) if sp.N((f - g).subs(x, middle)) > 0 else (g, f)
        part = sp.simplify(sp.integrate(sp.expand(top - low), (x, a, b)))
        near = sp.Integral(top - low, (x, a, b)).evalf(15)
        if abs(near - sp.N(part, 15)) > 1e-8 * (1 + abs(near)):
            raise Unknown
        steps.append(
            Step(rf"\int_{{{tex(a)}}}^{{{tex(b)}}} \left({tex(sp.expand(top - low))}\right) d{x} = {tex(part)}", q.say("between.upper"))
        )
        total += part
    total = sp.simplify(total)
    if len(crossings) > 2:
        steps.append(Step(f"A = {tex(total)}", q.say("product.sum")))
    low, high = float(crossings[0]), float(crossings[-1])
    room = 0.4 * (high - low)
    points = [(float(c), float(f.subs(x, c))) for c in crossings] if bounds is None else []
    figure = Figure(
        "plot", {"functions": [python(f, x), python(g, x)], "from": low - room, "to": high + room, "points": points, "area": [low, high]}
    )
    result = f"A = {text(total)}" + ("" if total.is_Rational else f" ≈ {rounded(total)}")
    return Answer(q.say("between.title"), steps, result, "numerically", figure)


def crossing(q: Question) -> Answer:
    """Where two graphs meet."""
    (f, f_shown), (g, g_shown) = two_curves(q)
    free = f.free_symbols | g.free_symbols
    if len(free) != 1:
        raise Unknown
    x = next(iter(free))
    points = [(a, sp.simplify(f.subs(x, a))) for a in zeros(q, sp.expand(f - g), x)]
    steps = [Step(f"{f_shown} = {g_shown}", q.say("borders"))]
    steps += [Step(rf"{x} = {tex(a)},\quad y = {tex(b)}", q.say("put.back") if k == 0 else "") for k, (a, b) in enumerate(points)]
    if not points:
        return Answer(q.say("crossing.title"), [*steps, Step(rf"{x} \notin \mathbb{{R}}", q.say("never"))], q.say("never"), "symbolically")
    result = "; ".join(f"{x} = {text(a)}, y = {text(b)}" for a, b in points)
    xs = [float(a) for a, _ in points]
    figure = Figure(
        "plot",
        {
            "functions": [python(f, x), python(g, x)],
            "from": min(xs) - 2,
            "to": max(xs) + 2,
            "points": [(float(a), float(b)) for a, b in points],
        },
    )
    return Answer(q.say("crossing.title"), steps, result, "by substitution", figure)


def evaluate(q: Question) -> Answer:
    """f(x) = 2x + 1, and f(3) is asked for."""
    asked = q.take(lambda p: re.fullmatch(r"\s*[fghp]\s*\(\s*-?[\d./]+\s*\)\s*", p.text) is not None)
    expr, shown, x = function(q)
    if not asked or "derivative" in q.request.marks:
        raise Unknown
    steps, results = [Step(f"f({x}) = {shown}")], []
    for piece in asked:
        at = formulas.expression(piece.text[piece.text.index("(") + 1 : piece.text.rindex(")")])
        value = sp.simplify(expr.subs(x, at))
        if not value.is_finite:
            raise Ask(q.say("undefined.at", text(at)))
        steps.append(Step(rf"f({tex(at)}) = {tex(value)}", q.say("insert", f"{x} = {text(at)}")))
        results.append(f"f({text(at)}) = {text(value)}")
    return Answer(q.say("evaluate.title"), steps, ", ".join(results), "numerically", curve(expr, x, []))


def partial(q: Question) -> Answer:
    """The derivative with the other variables held fixed."""
    expr, shown, x = function(q)
    others = expr.free_symbols - {x}
    if not others:
        raise Unknown
    made = sp.expand(sp.diff(expr, x))
    steps = [
        Step(f"f = {shown}"),
        Step(r",\ ".join(tex(s) for s in sorted(others, key=str)) + r" = \text{const}", q.say("partial.why")),
        Step(rf"\frac{{\partial f}}{{\partial {x}}} = {tex(made)}"),
    ]
    return Answer(q.say("derivative.title", text(expr)), steps, f"∂f/∂{x} = {text(made)}", "numerically")


def through(q: Question) -> Answer:
    """The parabola through three points, or the polynomial of the lowest degree through four or five."""
    points = q.points()
    if q.pieces() or not 3 <= len(points) <= 5 or any(len(p) != 2 for p in points) or q.has("circle", "triangle", "line"):
        raise Unknown
    if len({p[0] for p in points}) != len(points):
        raise Ask(q.say("points.same"))
    x = sp.Symbol("x")
    names = sp.symbols("a b c d e")[: len(points)]
    law: Any = sum((name * x**k for name, k in zip(names, range(len(points) - 1, -1, -1), strict=True)), sp.Integer(0))
    equations = [sp.Eq(law.subs(x, p[0]), p[1]) for p in points]
    found = sp.solve(equations, names, dict=True)
    if len(found) != 1:
        raise Unknown
    expr = law.subs(found[0])
    shown_law = " + ".join(
        f"{name}" + (f"x^{k}" if k > 1 else "x" if k else "") for name, k in zip(names, range(len(points) - 1, -1, -1), strict=True)
    )
    steps = [Step(f"f(x) = {shown_law}")]
    steps += [
        Step(rf"f({tex(p[0])}) = {tex(p[1])}: \quad {tex(e.lhs)} = {tex(e.rhs)}", q.say("fit.points") if k == 0 else "")
        for k, (p, e) in enumerate(zip(points, equations, strict=True))
        if isinstance(e, sp.Equality)
    ]
    steps.append(Step(r",\quad ".join(f"{name} = {tex(found[0][name])}" for name in names), q.say("rearrange", ", ".join(map(str, names)))))
    steps.append(Step(f"f(x) = {tex(expr)}"))
    if any(sp.simplify(expr.subs(x, p[0]) - p[1]) != 0 for p in points):
        raise Unknown
    ends = [float(p[0]) for p in points]
    room = 0.4 * (max(ends) - min(ends))
    marks = [(float(a), float(b)) for a, b in points]
    figure = Figure("plot", {"functions": [python(expr, x)], "from": min(ends) - room, "to": max(ends) + room, "points": marks})
    return Answer(q.say("fit.title"), steps, f"f(x) = {text(expr)}", "by substitution", figure)


def parity(q: Question) -> Answer:
    """Whether a function is even, odd, or neither."""
    expr, shown, x = function(q)
    if q.pieces():
        raise Unknown
    back = sp.simplify(expr.subs(x, -x))
    kind = "even" if sp.simplify(back - expr) == 0 else "odd" if sp.simplify(back + expr) == 0 else "none"
    sign = {"even": f"= f({x})", "odd": f"= -f({x})", "none": rf"\ne \pm f({x})"}[kind]
    steps = [
        Step(f"f({x}) = {shown}"),
        Step(f"f(-{x}) = {tex(back)}", q.say("parity.put")),
        Step(f"f(-{x}) {sign}", q.say(f"parity.{kind}")),
    ]
    return Answer(q.say("parity.title"), steps, q.say(f"parity.{kind}"), "symbolically", curve(expr, x, []))


def composed(q: Question) -> Answer:
    """f(g(2)) and f(g(x)) of two given functions."""
    said = re.sub(r"\s*([()])\s*", r"\1", q.request.said)
    asked = re.search(r"(?<![a-z])([fgh])\(([fgh])\((-?[\d./]+|[a-z])\)\)|(?<![a-z])([fgh])[∘o°]([fgh])\(?(-?[\d./]+|x)?\)?", said)
    defined = {}
    for piece in q.pieces():
        if found := re.match(r"^\s*([fgh])\s*\(\s*([a-z])\s*\)\s*=\s*(.+)$", piece.text):
            defined[found[1]] = (sp.Symbol(found[2]), formulas.expression(found[3]), formulas.written(found[3]))
    if not asked or len(defined) < 1:
        raise Unknown
    outer, inner, at = (asked[1], asked[2], asked[3]) if asked[1] else (asked[4], asked[5], asked[6] or "x")
    if outer not in defined or inner not in defined:
        raise Unknown
    for piece in q.pieces():
        piece.used = True
    (u, f, f_shown), (v, g, g_shown) = defined[outer], defined[inner]
    value = formulas.expression(at)
    middle = sp.simplify(g.subs(v, value))
    made = sp.expand(f.subs(u, middle)) if f.is_polynomial(u) else sp.simplify(f.subs(u, middle))
    steps = [
        Step(rf"{outer}({u}) = {f_shown},\quad {inner}({v}) = {g_shown}"),
        Step(rf"{inner}({tex(value)}) = {tex(middle)}", q.say("compose.inner")),
        Step(rf"{outer}\left({tex(middle)}\right) = {tex(made)}"),
    ]
    return Answer(q.say("evaluate.title"), steps, f"{outer}({inner}({text(value)})) = {text(made)}", "by substitution")
