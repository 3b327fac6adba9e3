"""Equations, inequalities, and expressions in another form."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from .answer import Answer, Ask, Figure, Step, Unknown
from .arithmetic import calculate, number_tex, rounded
from .formulas import tex, text
from .library import NumPyPrinter, sp
from .question import Question

REAL = sp.S.Reals


def unknown(exprs: list[Any]) -> Any:
    """The variable that is asked for: x if it is there, else the only one, else the last of the alphabet."""
    free = set().union(*(e.free_symbols for e in exprs))
    if not free:
        raise Unknown
    return next((s for s in free if s.name == "x"), None) or max(free, key=lambda s: s.name)


# "f(x) = ..." names a function: it is no equation with f in it.
NAMES_FUNCTION = re.compile(r"^\s*(?:[fghpq]\s*\(\s*[a-z]\s*\)|y)\s*=(?!=)")


def solve(q: Question) -> Answer:
    functions = [p for p in q.pieces() if NAMES_FUNCTION.match(p.text)]
    of_zeros = len(functions) == 1 and q.has("zeros")
    if functions and not of_zeros and not functions[0].text.lstrip().startswith("y"):
        raise Unknown
    relations = [] if of_zeros else q.equations()
    bounds = within(relations)
    if bounds is not None:
        relations = [r for r in relations if isinstance(r[0], sp.Equality)]
    if not relations:
        found = q.expression()
        if found is None:
            raise Unknown
        relations = [(sp.Eq(found[0], 0, evaluate=False), found[1] + " = 0")]
    if len(relations) > 1:
        return system(q, relations)
    relation, shown = relations[0]
    if not relation.free_symbols:
        return truth(q, relation, shown)
    bounds = bounds or q.bounds()
    if isinstance(relation, sp.And) or not isinstance(relation, sp.Equality):
        return inequality(q, relation, shown)
    x = wanted(q, relation)
    if len(relation.free_symbols) > 1:
        if q.has("plot"):
            raise Unknown  # a curve is asked for, not x
        return rearrange(q, relation, shown, x)
    difference = sp.expand(relation.lhs - relation.rhs)
    if bounds and in_degrees(q, difference, x, bounds):
        return by_degrees(q, difference, shown, x, bounds)
    domain = sp.Interval(*bounds) if bounds else REAL
    if difference.is_polynomial(x) and sp.degree(difference, x) <= 0 and difference.is_number:
        return truth(q, sp.Eq(difference, 0), shown)
    if difference.is_polynomial(x) and sp.degree(difference, x) == 1 and bounds is None:
        return linear(q, relation, shown, x)
    if difference.is_polynomial(x) and sp.degree(difference, x) == 2 and bounds is None:
        return quadratic(q, relation, shown, x)
    return general(q, relation, shown, x, domain, bounds)


def within(relations: list[tuple[Any, str]]) -> tuple[Any, Any] | None:
    """The bounds of "0 <= x <= 360" beside one equation."""
    chains = [r for r, _ in relations if isinstance(r, sp.And)]
    if len(chains) != 1 or len(relations) != 2 or not all(isinstance(r, (sp.And, sp.Equality)) for r, _ in relations):
        return None
    numbers = [side for part in chains[0].args for side in part.args if side.is_number]
    return (min(numbers), max(numbers)) if len(numbers) == 2 and len(chains[0].free_symbols) == 1 else None


def in_degrees(q: Question, difference: Any, x: Any, bounds: tuple[Any, Any]) -> bool:
    """Whether an angle goes through degrees: to 90, 180 or 360, which no angle in radians does."""
    angles = [f for f in difference.atoms(sp.sin, sp.cos, sp.tan) if f.has(x)]
    outside = difference.subs({f: sp.Dummy() for f in angles})
    return bool(angles) and not outside.has(x) and all(b.is_Rational for b in bounds) and (abs(bounds[1]) >= 45 or q.says("degrees"))


def by_degrees(q: Question, difference: Any, shown: str, x: Any, bounds: tuple[Any, Any]) -> Answer:
    """All solutions between two angles in degrees."""
    steps = [Step(shown, q.say("degrees.taken"))]
    functions = sorted(difference.atoms(sp.sin, sp.cos, sp.tan), key=str)
    if len(functions) == 1:
        u = sp.Symbol("u")
        inner = difference.subs(functions[0], u)
        if inner.is_polynomial(u) and sp.degree(inner, u) == 2:
            factored = sp.factor(inner)
            values = [r for r in sp.roots(sp.Poly(inner, u)) if r.is_real]
            if factored.is_Mul or factored.is_Pow:
                steps.append(Step(f"{tex(factored.subs(u, functions[0]))} = 0", q.say("factorise")))
            steps.append(Step(r",\quad ".join(f"{tex(functions[0])} = {tex(v)}" for v in sorted(values, key=float))))
        elif inner.is_polynomial(u) and sp.degree(inner, u) == 1:
            steps.append(Step(f"{tex(functions[0])} = {tex(sp.solve(inner, u)[0])}"))
    low, high = (b * sp.pi / 180 for b in bounds)
    found = all_roots(difference.subs(x, sp.Symbol("t", real=True)), sp.Symbol("t", real=True), sp.Interval(low, high))
    if found is sp.S.EmptySet:
        return Answer(q.say("solve.title"), [*steps, Step(rf"{x} \notin \mathbb{{R}}", q.say("no.real"))], q.say("no.real"), "symbolically")
    if not isinstance(found, sp.FiniteSet) or len(found) > 12:
        raise Ask(q.say("solve.cannot"))
    roots = sorted(found, key=lambda r: float(sp.N(r)))
    if any(abs(sp.N(difference.subs(x, r), 20)) > 1e-9 for r in roots):
        raise Unknown
    angles = [sp.nsimplify(sp.simplify(r * 180 / sp.pi)) for r in roots]
    signs = [("=", number_tex(a)) if a.is_Rational else (r"\approx", f"{float(a):.2f}") for a in angles]
    steps.append(Step(r",\quad ".join(rf"{x} {sign} {value}^\circ" for sign, value in signs), q.say("put.back")))
    plain = ", ".join(f"{x} {'=' if sign == '=' else '≈'} {value}°" for sign, value in signs)
    return Answer(q.say("solve.title"), steps, plain, "by substitution")


def wanted(q: Question, relation: Any) -> Any:
    """The variable that the words name ("for y", "nach y", "pour y"), else the usual one."""
    words = q.request.words
    for k, word in enumerate(words[:-1]):
        if word in ("for", "nach", "pour", "para", "solve", "find") and len(words[k + 1]) == 1:
            for symbol in relation.free_symbols:
                if symbol.name == words[k + 1]:
                    return symbol
    return unknown([relation])


def truth(q: Question, relation: Any, shown: str) -> Answer:
    holds = sp.simplify(relation.lhs - relation.rhs) == 0 if isinstance(relation, sp.Equality) else bool(relation.doit())
    return Answer(q.say("solve.title"), [Step(shown)], q.say("always") if holds else q.say("never"), "symbolically")


def linear(q: Question, relation: Any, shown: str, x: Any) -> Answer:
    left, right = sp.expand(relation.lhs), sp.expand(relation.rhs)
    steps = [Step(shown)]
    if (tex(left), tex(right)) != (tex(relation.lhs), tex(relation.rhs)):
        steps.append(Step(f"{tex(left)} = {tex(right)}", q.say("multiply.out")))
    a, c = left.coeff(x, 1), right.coeff(x, 1)
    b, d = left.coeff(x, 0), right.coeff(x, 0)
    if c != 0:
        steps.append(Step(f"{tex((a - c) * x + b)} = {tex(d)}", q.say("both.sides", signed(-c * x))))
    if b != 0:
        steps.append(Step(f"{tex((a - c) * x)} = {tex(d - b)}", q.say("both.sides", signed(-b))))
    solution = (d - b) / (a - c)
    if a - c != 1:
        steps.append(Step(f"{tex(x)} = {tex(solution)}", q.say("divide.by", text(a - c))))
    steps.append(proof(q, relation, x, solution))
    figure = lines(left, right, x, solution)
    return Answer(q.say("solve.title"), steps, f"{x} = {text(solution)}", "by substitution", figure)


def signed(value: Any) -> str:
    shown = text(value)
    return "− " + shown[1:] if shown.startswith("−") else "+ " + shown


def proof(q: Question, relation: Any, x: Any, solution: Any) -> Step:
    left = sp.simplify(relation.lhs.subs(x, solution))
    right = sp.simplify(relation.rhs.subs(x, solution))
    if sp.simplify(left - right) != 0 and abs(sp.N(left - right, 30)) > 1e-12:
        raise Unknown
    return Step(rf"{tex(left)} = {tex(right)} \ \checkmark", q.say("check", f"{x} = {text(solution)}"))


def quadratic(q: Question, relation: Any, shown: str, x: Any) -> Answer:
    p = sp.Poly(sp.expand(relation.lhs - relation.rhs), x)
    a, b, c = p.all_coeffs() if p.degree() == 2 else (p.coeff_monomial(x**2), p.coeff_monomial(x), p.coeff_monomial(1))
    steps = [Step(shown)]
    if relation.rhs != 0 or sp.expand(relation.lhs) != relation.lhs:
        steps.append(Step(f"{tex(p.as_expr())} = 0", q.say("one.side")))
    d: Any = sp.expand(b**2 - 4 * a * c)
    has_none = d.is_number and d.is_negative
    factored = sp.factor(p.as_expr())
    if q.has("completesquare") and not has_none and all(v.is_Rational for v in (a, b, c)):
        roots = sorted({(-b - sp.sqrt(d)) / (2 * a), (-b + sp.sqrt(d)) / (2 * a)}, key=float)
        half, right = b / (2 * a), (b / (2 * a)) ** 2 - c / a
        left = tex(sp.expand(x**2 + b / a * x))
        steps.append(Step(f"{left} = {tex(-c / a)}", q.say("divide.by", text(a)) if a != 1 else q.say("rearrange", f"{x}² …")))
        steps.append(Step(f"{left} + {tex(half**2)} = {tex(right)}", q.say("square.half", text(b / a), text(half))))
        steps.append(Step(rf"\left({tex(x + half)}\right)^2 = {tex(right)}", q.say("square.both")))
        steps.append(Step(rf"{tex(x + half)} = \pm {tex(sp.sqrt(right))}"))
    elif not q.has("byformula") and all(v.is_Rational for v in (a, b, c)) and d >= 0 and sp.sqrt(d).is_Rational:
        if factored.is_Mul or factored.is_Pow:
            steps.append(Step(f"{tex(factored)} = 0", q.say("factorise")))
        roots = sorted({(-b - sp.sqrt(d)) / (2 * a), (-b + sp.sqrt(d)) / (2 * a)})
    else:
        roots = [sp.simplify((-b - sp.sqrt(d)) / (2 * a)), sp.simplify((-b + sp.sqrt(d)) / (2 * a))]
        roots = sorted(roots, key=float) if all(r.is_Rational for r in roots) else roots
        steps.append(Step(rf"{x} = \frac{{-b \pm \sqrt{{b^2 - 4ac}}}}{{2a}}", q.say("quadratic.formula", text(a), text(b), text(c))))
        steps.append(Step(rf"b^2 - 4ac = {tex(d)}", q.say("discriminant")))
        if d == 0:
            roots = roots[:1]
    if has_none:
        steps.append(Step(rf"{x} \notin \mathbb{{R}}", q.say("no.real")))
        steps.append(Step(rf"{x} = {tex(roots[0])},\quad {x} = {tex(roots[1])}", q.say("complex.roots")))
        return Answer(
            q.say("solve.title"),
            steps,
            f"{q.say('no.real')}; {x} = {text(roots[0])}, {x} = {text(roots[1])}",
            "by substitution",
            curve(p.as_expr(), x, []),
        )
    steps.append(
        Step(r",\quad ".join(f"{x} = {tex(r)}" for r in roots), q.say("zero.product") if steps[-1].why == q.say("factorise") else "")
    )
    if any(not r.is_Rational for r in roots):
        steps.append(Step(r",\quad ".join(rf"{x} \approx {rounded(r)}" for r in roots), q.say("rounded")))
    for r in roots:
        if sp.simplify(p.as_expr().subs(x, r)) != 0:
            raise Unknown
    steps.append(proof(q, relation, x, roots[0]))
    return Answer(
        q.say("solve.title"), steps, " , ".join(f"{x} = {text(r)}" for r in roots), "by substitution", curve(p.as_expr(), x, roots)
    )


def general(q: Question, relation: Any, shown: str, x: Any, domain: Any, bounds: tuple[Any, Any] | None) -> Answer:
    """Anything that SymPy solves over the reals; each solution is put back."""
    difference = relation.lhs - relation.rhs
    real = sp.Symbol(str(x), real=True)
    steps = [Step(shown)]
    factored = sp.factor(sp.together(difference)) if difference.is_polynomial(x) else difference
    if difference.is_polynomial(x) and factored.is_Mul:
        steps.append(Step(f"{tex(factored)} = 0", q.say("factorise")))
    found = all_roots(difference.subs(x, real), real, domain)
    if found is sp.S.EmptySet:
        steps.append(Step(rf"{x} \notin \mathbb{{R}}", q.say("no.real")))
        return Answer(q.say("solve.title"), steps, q.say("no.real"), "symbolically", curve(difference, x, []))
    if isinstance(found, sp.FiniteSet):
        roots = sorted((sp.simplify(sp.expand_log(r, factor=True)) for r in found), key=lambda r: float(sp.N(r)))
        for r in roots:
            if abs(sp.N(difference.subs(x, r), 30)) > 1e-12:
                raise Unknown
        steps += [
            Step(f"{x} = {tex(r)}" + ("" if r.is_Rational else rf" \approx {rounded(r)}"), q.say("put.back") if k == 0 else "")
            for k, r in enumerate(roots[:8])
        ]
        where = "" if bounds is None else f" [{text(bounds[0])}, {text(bounds[1])}]"
        return Answer(
            q.say("solve.title"),
            steps,
            ", ".join(f"{x} = {text(r)}" for r in roots) + where,
            "by substitution",
            curve(difference, x, roots, bounds),
        )
    if isinstance(found, (sp.Union, sp.ImageSet)):
        period = sp.periodicity(difference.subs(x, real), real) or sp.S.NaN
        base = all_roots(difference.subs(x, real), real, sp.Interval.Ropen(0, period)) if period.is_positive else None
        if isinstance(base, sp.FiniteSet) and base:
            roots = sorted(base, key=lambda r: float(sp.N(r)))
            steps += [
                Step(f"{x} = {tex(r)} + {periods(tex(period))}", q.say("periodic", text(period)) if k == 0 else "")
                for k, r in enumerate(roots[:6])
            ]
            return Answer(
                q.say("solve.title"),
                steps,
                ", ".join(f"{x} = {text(r)} + {periods(text(period))}" for r in roots),
                "by substitution",
                curve(difference, x, roots, (sp.Integer(0), period)),
            )
    if found == REAL:
        return Answer(q.say("solve.title"), [Step(shown)], q.say("always"), "symbolically")
    return numeric(q, difference, shown, x, bounds)


def all_roots(difference: Any, x: Any, domain: Any) -> Any:
    """
    SymPy's solutions, factor by factor: of 2 sin² x - sin x - 1 it finds one of three. Where a sign changes in a bounded domain
    and no solution is near, its answer is not complete, and none is given.
    """
    found = sp.S.EmptySet
    for factor in factors_of(difference, x):
        found = sp.Union(found, sp.solveset(factor, x, domain))
    if found is sp.S.EmptySet or isinstance(found, sp.FiniteSet):
        bounded = domain.start.is_finite and domain.end.is_finite
        low, high = (float(domain.start), float(domain.end)) if bounded else (-25.0, 25.0)
        known = [complex(sp.N(r)).real for r in found]
        if any(all(abs(root - other) > 1e-5 for other in known) for root in changes(difference, x, low, high)):
            raise Unknown
    return found


def factors_of(difference: Any, x: Any) -> list[Any]:
    """The factors of a polynomial in one function of x, such as sin x; else the whole."""
    functions = [f for f in difference.atoms(sp.sin, sp.cos, sp.tan) if f.has(x)]
    u = sp.Dummy("u")
    if len(functions) == 1:
        inner = difference.subs(functions[0], u)
        if not inner.has(x) and inner.is_polynomial(u):
            return [functions[0] - root for root in sp.roots(sp.Poly(inner, u)) if root.is_real] or [difference]
    return [difference]


def changes(difference: Any, x: Any, low: float, high: float) -> list[float]:
    """Where a function changes its sign without a jump."""
    f = sp.lambdify(x, difference, "mpmath")
    at = [low + (high - low) * (k + 0.37) / 800 for k in range(800)]
    real = [real_value(f, point) for point in at]
    found = []
    for k, (one, other) in enumerate(pairwise(real)):
        if one is None or other is None or one * other > 0:
            continue
        a, b, left = at[k], at[k + 1], one
        for _ in range(50):
            middle = (a + b) / 2
            value = real_value(f, middle)
            if value is None:
                break
            a, b = (middle, b) if left * value > 0 else (a, middle)
        else:
            value = real_value(f, (a + b) / 2)
            if value is not None and abs(value) < 1e-6 * (1 + max(abs(one), abs(other))):
                found.append((a + b) / 2)
    return found


def periods(period: str) -> str:
    """k times the period."""
    return f"({period})k" if "+" in period or "/" in period else f"{period} k" if "\\" in period else f"{period}k"


def exactly(difference: Any, x: Any, root: float) -> Any | None:
    """The simple fraction that a rounded root is, where it is one."""
    near = sp.Rational(root).limit_denominator(100)
    return near if abs(float(near) - root) < 1e-9 and sp.simplify(difference.subs(x, near)) == 0 else None


def numeric(q: Question, difference: Any, shown: str, x: Any, bounds: tuple[Any, Any] | None) -> Answer:
    """Roots by change of sign where there is no closed form, said to be rounded and to be those of a range."""
    low, high = (float(bounds[0]), float(bounds[1])) if bounds else (-20.0, 20.0)
    f = sp.lambdify(x, difference, "mpmath")
    at = [low + (high - low) * k / 2000 for k in range(2001)]
    real = [real_value(f, point) for point in at]
    roots: list[float] = []
    for k, (one, other) in enumerate(pairwise(real)):
        if one is not None and other is not None and one * other <= 0 and abs(one - other) < 1e3:
            try:
                root = float(sp.nsolve(difference, x, (at[k] + at[k + 1]) / 2))
            except (ValueError, ZeroDivisionError, TypeError):
                continue
            if low <= root <= high and all(abs(root - found) > 1e-9 for found in roots):
                roots.append(root)
    if not roots:
        raise Ask(q.say("solve.cannot"))
    exact = [exactly(difference, x, root) for root in roots]
    if None not in exact:
        steps = [Step(shown), *[Step(f"{x} = {tex(r)}", q.say("put.back")) for r in exact]]
        return Answer(
            q.say("solve.title"),
            steps,
            ", ".join(f"{x} = {text(r)}" for r in exact),
            "by substitution",
            curve(difference, x, exact, bounds),
        )
    steps = [
        Step(shown),
        *[Step(rf"{x} \approx {r:.5g}", q.say("numeric", f"{low:g}", f"{high:g}") if k == 0 else "") for k, r in enumerate(roots[:8])],
    ]
    return Answer(
        q.say("solve.title"),
        steps,
        ", ".join(f"{x} ≈ {r:.5g}" for r in roots),
        "numerically",
        curve(difference, x, [sp.Float(r) for r in roots], bounds),
    )


def real_value(f: Any, point: float) -> float | None:
    try:
        found = complex(f(point))
    except (ValueError, ZeroDivisionError, OverflowError, TypeError):
        return None
    return found.real if abs(found.imag) < 1e-12 and abs(found.real) < 1e300 else None


def rearrange(q: Question, relation: Any, shown: str, x: Any) -> Answer:
    found = sp.solve(relation.lhs - relation.rhs, x)
    if not found:
        raise Ask(q.say("solve.cannot"))
    for one in found:
        if sp.simplify((relation.lhs - relation.rhs).subs(x, one)) != 0:
            raise Unknown
    steps = [Step(shown), *[Step(f"{tex(x)} = {tex(one)}", q.say("rearrange", x) if k == 0 else "") for k, one in enumerate(found[:4])]]
    return Answer(q.say("solve.title"), steps, ", ".join(f"{x} = {text(one)}" for one in found), "by substitution")


def inequality(q: Question, relation: Any, shown: str) -> Answer:
    x = unknown([relation])
    if len(relation.free_symbols) > 1:
        raise Ask(q.say("one.variable"))
    real = sp.Symbol(str(x), real=True)
    parts = list(relation.args) if isinstance(relation, sp.And) else [relation]
    found = sp.S.Reals
    for part in parts:
        found = found.intersect(sp.solve_univariate_inequality(part.subs(x, real), real, relational=False))
    steps = [Step(shown)]
    if len(parts) == 1:
        difference = sp.expand(parts[0].lhs - parts[0].rhs)
        factored = sp.factor(difference)
        if factored.is_Mul and difference.is_polynomial(x) and sp.degree(difference, x) > 1:
            steps.append(Step(f"{tex(factored)} {SIGNS[type(parts[0])]} 0", q.say("factorise")))
        borders = (
            sorted((b for b in found.boundary if b.is_finite), key=float)
            if hasattr(found, "boundary") and found is not sp.S.EmptySet
            else []
        )
        if borders:
            steps.append(Step(r",\quad ".join(f"{x} = {tex(b)}" for b in borders[:6]), q.say("borders")))
    if found is sp.S.EmptySet:
        return Answer(q.say("inequality.title"), steps, q.say("never"), "symbolically")
    shown_set = tex(found.as_relational(real)).replace(r"\wedge", r"\text{ , }") if found != REAL else rf"{x} \in \mathbb{{R}}"
    sample(found, relation, x, real)
    steps.append(Step(rf"{x} \in {tex(found)}", q.say("signs.between")))
    steps.append(
        Step(shown_set.replace(r"\infty < ", "").replace(r" < \infty", "")) if "infty" not in shown_set else Step(rf"{x} \in {tex(found)}")
    )
    if steps[-1].tex == steps[-2].tex:
        steps.pop()
    figure = Figure("number_line", {"parts": intervals(found)})
    return Answer(q.say("inequality.title"), steps, set_text(found, x), "at points of each part", figure)


SIGNS = {sp.StrictLessThan: "<", sp.LessThan: r"\le", sp.StrictGreaterThan: ">", sp.GreaterThan: r"\ge"}


def intervals(found: Any) -> list[list[Any]]:
    parts = found.args if isinstance(found, sp.Union) else [found]
    out = []
    for part in parts:
        if isinstance(part, sp.Interval):
            out.append(
                [
                    None if part.start.is_infinite else float(part.start),
                    None if part.end.is_infinite else float(part.end),
                    bool(part.left_open),
                    bool(part.right_open),
                ]
            )
        elif isinstance(part, sp.FiniteSet):
            out += [[float(p), float(p), False, False] for p in part]
        elif part == REAL:
            out.append([None, None, True, True])
    return out


def set_text(found: Any, x: Any) -> str:
    parts = found.args if isinstance(found, sp.Union) else [found]
    shown = []
    for part in parts:
        if part == sp.Interval(-sp.oo, sp.oo):
            shown.append("ℝ")
        elif isinstance(part, sp.Interval):
            shown.append(("(" if part.left_open else "[") + f"{text(part.start)}, {text(part.end)}" + (")" if part.right_open else "]"))
        elif isinstance(part, sp.FiniteSet):
            shown.append("{" + ", ".join(text(p) for p in part) + "}")
        else:
            shown.append("ℝ")
    return f"{x} ∈ " + " ∪ ".join(shown)


def sample(found: Any, relation: Any, x: Any, real: Any) -> None:
    """Tries the answer at points: one that does not fit is not given."""
    for k in range(-41, 42):
        point = sp.Rational(k, 4) + sp.Rational(1, 97)
        try:
            holds = bool(relation.subs(x, point))
        except TypeError:
            continue
        if holds != bool(found.contains(point)):
            raise Unknown


def system(q: Question, relations: list[tuple[Any, str]]) -> Answer:
    """Linear systems by elimination; others by substitution."""
    if not all(isinstance(r, sp.Equality) for r, _ in relations):
        raise Ask(q.say("system.equations"))
    exprs = [sp.expand(r.lhs - r.rhs) for r, _ in relations]
    names = sorted(set().union(*(e.free_symbols for e in exprs)), key=lambda s: s.name)
    if len(names) > 6 or len(exprs) > 6:
        raise Ask(q.say("system.size"))
    steps = [Step(shown) for _, shown in relations]
    linear_system = all(e.is_polynomial(*names) and sp.Poly(e, *names).total_degree() <= 1 for e in exprs)
    if not linear_system:
        found = sp.solve(exprs, names, dict=True)
        real = [s for s in found if all(v.is_real for v in s.values())]
        if not real or any(len(s) != len(names) for s in real):
            raise Ask(q.say("solve.cannot"))
        steps += [
            Step(r",\quad ".join(f"{n} = {tex(s[n])}" for n in names), q.say("put.back") if k == 0 else "") for k, s in enumerate(real[:6])
        ]
        return Answer(
            q.say("system.title"), steps, "; ".join(", ".join(f"{n} = {text(s[n])}" for n in names) for s in real), "by substitution"
        )
    matrix, right = sp.linear_eq_to_matrix(exprs, names)
    steps += eliminate(q, matrix, right, names)
    found = sp.linsolve((matrix, right), *names)
    if found is sp.S.EmptySet:
        return Answer(
            q.say("system.title"), [*steps, Step("0 = 1", q.say("never"))], q.say("never"), "by elimination", lines2(exprs, names)
        )
    (solution,) = found
    if any(v.free_symbols for v in solution):
        shown = r",\quad ".join(f"{n} = {tex(v)}" for n, v in zip(names, solution, strict=True))
        return Answer(
            q.say("system.title"),
            [*steps, Step(shown, q.say("many"))],
            f"{q.say('many')}: " + ", ".join(f"{n} = {text(v)}" for n, v in zip(names, solution, strict=True)),
            "by substitution",
        )
    for e in exprs:
        if sp.simplify(e.subs(dict(zip(names, solution, strict=True)))) != 0:
            raise Unknown
    shown = r",\quad ".join(f"{n} = {tex(v)}" for n, v in zip(names, solution, strict=True))
    steps.append(Step(shown, q.say("put.back")))
    return Answer(
        q.say("system.title"),
        steps,
        ", ".join(f"{n} = {text(v)}" for n, v in zip(names, solution, strict=True)),
        "by substitution",
        lines2(exprs, names, solution),
    )


def eliminate(q: Question, matrix: Any, right: Any, names: list[Any]) -> list[Step]:
    """The matrix after each column is cleared."""
    work = matrix.row_join(right)
    rows, columns = work.shape
    steps = [Step(augmented(work), q.say("augmented"))]
    pivot = 0
    for column in range(columns - 1):
        below = next((r for r in range(pivot, rows) if work[r, column] != 0), None)
        if below is None:
            continue
        if below != pivot:
            work.row_swap(below, pivot)
        work[pivot, :] = work[pivot, :] / work[pivot, column]
        for r in range(rows):
            if r != pivot and work[r, column] != 0:
                work[r, :] = work[r, :] - work[r, column] * work[pivot, :]
        pivot += 1
        steps.append(Step(augmented(work), q.say("clear.column", names[column])))
        if pivot == rows:
            break
    return steps


def augmented(work: Any) -> str:
    rows, columns = work.shape
    body = r" \\ ".join(" & ".join(tex(sp.nsimplify(work[r, c])) for c in range(columns)) for r in range(rows))
    return rf"\left[\begin{{array}}{{{'r' * (columns - 1)}|r}} {body} \end{{array}}\right]"


def reshape(q: Question, kind: str) -> Answer:
    """Expand, factorise, simplify, partial fractions, complete the square."""
    found = q.expression()
    if found is None:
        if kind == "simplify":
            return calculate(q)
        raise Unknown
    expr, shown = found
    steps = [Step(shown)]
    if kind == "completesquare":
        return square(q, expr, steps)
    made = {"expand": sp.expand, "factorise": sp.factor, "simplify": sp.simplify, "partialfractions": sp.apart}[kind]
    try:
        result = made(expr)
    except (sp.PolynomialError, NotImplementedError):
        raise Ask(q.say("form.cannot")) from None
    if kind == "factorise":
        common = sp.gcd_terms(expr) if expr.is_Add else expr
        if common.is_Mul and common != result and tex(common) != shown:
            steps.append(Step(f"= {tex(common)}", q.say("common.factor")))
    if sp.simplify(expr - result) != 0:
        raise Unknown
    if tex(result) == steps[-1].tex.lstrip("= ") or result == expr and kind != "simplify" and tex(result) == tex(expr):
        steps.append(Step(f"= {tex(result)}", q.say("form.same")))
    else:
        steps.append(Step(f"= {tex(result)}", q.say("form." + kind)))
    if kind == "simplify":
        if expr.free_symbols and expr.is_rational_function() and sp.denom(sp.together(expr)) != 1:
            products = cancelled(q, expr)
            if products.tex not in (steps[-1].tex, "= " + shown):
                steps.insert(1, products)
        steps += without_value(q, expr)
    figure = curve(expr, next(iter(expr.free_symbols)), []) if len(expr.free_symbols) == 1 and kind == "factorise" else None
    return Answer(q.say(kind + ".title"), steps, text(result), "symbolically", figure)


def cancelled(q: Question, expr: Any) -> Step:
    """Numerator and denominator as products, before anything is cancelled."""
    above, below = sp.fraction(sp.together(expr))
    above, below = sp.factor(above), sp.factor(below)
    return Step(rf"= \frac{{{tex(above)}}}{{{tex(below)}}}" if below != 1 else f"= {tex(above)}", q.say("form.factorise"))


def without_value(q: Question, expr: Any) -> list[Step]:
    """What a simpler form hides: where the first one has no value."""
    below = sp.denom(sp.together(expr))
    free = below.free_symbols
    if len(free) != 1 or not below.is_polynomial():
        return []
    x = next(iter(free))
    poles = sorted(sp.real_roots(sp.Poly(below, x)), key=float) if sp.degree(below, x) <= 4 else []
    return [Step(r",\ ".join(rf"{x} \ne {tex(p)}" for p in dict.fromkeys(poles)), q.say("defined.where"))] if poles else []


def square(q: Question, expr: Any, steps: list[Step]) -> Answer:
    x = unknown([expr])
    p = sp.Poly(expr, x) if expr.is_polynomial(x) else None
    if p is None or p.degree() != 2 or len(expr.free_symbols) != 1:
        raise Ask(q.say("square.needs"))
    a, b, c = p.all_coeffs()
    h, k = b / (2 * a), c - b**2 / (4 * a)
    if a != 1:
        steps.append(Step(f"= {tex(a)} \\left({tex(x**2 + b / a * x)}\\right) {plus(c)}", q.say("common.factor")))
    inner = f"{tex(x**2 + b / a * x)} + {tex(h**2)} - {tex(h**2)}"
    steps.append(
        Step(
            f"= {inner} {plus(c)}" if a == 1 else f"= {tex(a)} \\left({inner}\\right) {plus(c)}", q.say("square.half", text(b / a), text(h))
        )
    )
    result = a * sp.Pow(x + h, 2, evaluate=False) + k
    shown = (tex(a) if a != 1 else "") + rf"\left({tex(x + h)}\right)^2" + (f" {plus(k)}" if k != 0 else "")
    shown = shown if a != -1 else shown.replace("-1", "-", 1)
    if sp.expand(result - expr) != 0:
        raise Unknown
    steps.append(Step(f"= {shown}", q.say("square.vertex", text(-h), text(k))))
    plain = (text(a) if a not in (1, -1) else "−" if a == -1 else "") + f"({text(x + h)})²" + (f" {signed(k)}" if k != 0 else "")
    return Answer(q.say("completesquare.title"), steps, plain, "by expanding", curve(expr, x, [], None, [(-h, k)]))


def plus(value: Any) -> str:
    shown = tex(value)
    return "" if value == 0 else "- " + shown[1:].lstrip() if shown.startswith("-") else "+ " + shown


def curve(
    expr: Any, x: Any, roots: list[Any], bounds: tuple[Any, Any] | None = None, points: list[tuple[Any, Any]] | None = None
) -> Figure | None:
    """The graph of an expression of one variable, around its roots."""
    if expr.free_symbols - {x}:
        return None
    marks = [(float(sp.N(r)), 0.0) for r in roots if sp.N(r).is_real] + [(float(a), float(b)) for a, b in points or []]
    if bounds is not None and all(b.is_finite for b in bounds):
        low, high = float(bounds[0]), float(bounds[1])
    elif marks:
        low, high = min(m[0] for m in marks), max(m[0] for m in marks)
        room = max(1.5, 0.6 * (high - low))
        low, high = low - room, high + room
    elif expr.is_polynomial(x) and sp.degree(expr, x) == 2:
        middle = float(-expr.coeff(x, 1) / (2 * expr.coeff(x, 2))) if expr.coeff(x, 2).is_number else 0.0
        low, high = middle - 3, middle + 3
    else:
        low, high = -5.0, 5.0
    return Figure("plot", {"functions": [python(expr, x)], "from": low, "to": high, "points": marks})


def python(expr: Any, x: Any) -> str:
    """The expression as the body of a function of x for numpy."""
    settings = {"inline": True, "allow_unknown_functions": False}
    return NumPyPrinter(settings).doprint(expr.subs(x, sp.Symbol("x"))).replace("numpy.", "np.")


def lines(left: Any, right: Any, x: Any, solution: Any) -> Figure | None:
    if (left - right).free_symbols - {x}:
        return None
    at, value = float(solution), float(left.subs(x, solution))
    return Figure("plot", {"functions": [python(left, x), python(right, x)], "from": at - 4, "to": at + 4, "points": [(at, value)]})


def lines2(exprs: list[Any], names: list[Any], solution: Any = None) -> Figure | None:
    """Two lines in the plane, where the unknowns are two."""
    if len(names) != 2 or len(exprs) != 2:
        return None
    functions = []
    for e in exprs:
        if e.coeff(names[1]) == 0:
            return None
        functions.append(python(sp.solve(e, names[1])[0], names[0]))
    at = float(solution[0]) if solution is not None else 0.0
    points = [(float(solution[0]), float(solution[1]))] if solution is not None else []
    return Figure("plot", {"functions": functions, "from": at - 5, "to": at + 5, "points": points})
