"""Where a function rises and falls: the sign of its derivative between the places where that is zero, as a table."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from .algebra import curve
from .answer import Answer, Ask, Step, Unknown
from .calculus import check_derivative, function
from .curves import zeros
from .formulas import tex, text
from .library import sp
from .question import Question


def variations(q: Question) -> Answer:
    expr, shown, x = function(q)
    if len(expr.free_symbols) != 1 or q.pieces() or expr.has(sp.sin, sp.cos, sp.tan, sp.Abs):
        raise Unknown
    first = sp.factor(sp.simplify(sp.diff(expr, x)))
    check_derivative(expr, first, x, 1)
    real = sp.Symbol(str(x), real=True)
    try:
        domain = sp.calculus.util.continuous_domain(expr.subs(x, real), real, sp.S.Reals)
    except NotImplementedError:
        raise Ask(q.say("form.cannot")) from None
    parts = list(domain.args) if isinstance(domain, sp.Union) else [domain]
    if not all(isinstance(part, sp.Interval) for part in parts) or len(parts) > 4:
        raise Unknown
    turns = [p for p in zeros(q, first, x) if domain.contains(p) == sp.true]
    falls: list[tuple[Any, Any]] = []
    rises: list[tuple[Any, Any]] = []
    cells: list[str] = []
    signs: list[str] = []
    arrows: list[str] = []
    for k, part in enumerate(parts):
        borders = [part.start, *[t for t in turns if part.start < t < part.end], part.end]
        if k and part.start == parts[k - 1].end:
            # One column with two bars for a place where the function is not defined.
            signs[-1] = r"\Vert"
            arrows[-1] += r"\ \Vert\ " + value(expr, x, part.start, "+")
        elif k:
            cells, signs, arrows = [*cells, tex(part.start)], [*signs, ""], [*arrows, value(expr, x, part.start, "+")]
        else:
            cells, signs, arrows = [tex(part.start)], [""], [value(expr, x, part.start, "+")]
        for low, high in pairwise(borders):
            sign = first.subs(x, between(low, high))
            (rises if sign > 0 else falls).append((low, high))
            cells += ["", tex(high)]
            signs += ["+" if sign > 0 else "-", "" if high == part.end else "0"]
            arrows += [r"\nearrow" if sign > 0 else r"\searrow", value(expr, x, high, "-")]
    if len(cells) > 13:
        raise Ask(q.say("extremes.many"))
    rows = [[str(x), *cells], [f"f'({x})", *signs], [f"f({x})", *arrows]]
    table = r" \\ \hline ".join(" & ".join(row) for row in rows)
    steps = [
        Step(f"f({x}) = {shown}"),
        Step(f"f'({x}) = {tex(first)}"),
        Step((r",\quad ".join(f"{x} = {tex(t)}" for t in turns)) or rf"f'({x}) \ne 0", q.say("derivative.zero")),
        Step(rf"\begin{{array}}{{c|{'c' * len(cells)}}} {table} \end{{array}}", q.say("variation.table")),
    ]
    said = [f"{q.say(name)}: {', '.join(map(interval, found))}" for name, found in
            (("variation.rises", rises), ("variation.falls", falls)) if found]  # fmt: skip
    tops = [(t, sp.simplify(expr.subs(x, t))) for t in turns]
    for t, y in tops:
        before = first.subs(x, t - sp.Rational(1, 10**6))
        after = first.subs(x, t + sp.Rational(1, 10**6))
        kind = "minimum" if before < 0 < after else "maximum" if before > 0 > after else ""
        if kind:
            said.append(f"{q.say('extremes.' + kind)} ({text(t)}, {text(y)})")
    return Answer(q.say("variation.title", text(expr)), steps, "; ".join(said), "by the sign of the slope", curve(expr, x, [], None, tops))


def between(low: Any, high: Any) -> Any:
    if low == -sp.oo:
        return sp.Integer(0) if high == sp.oo else sp.floor(high) - 1
    return sp.ceiling(low) + 1 if high == sp.oo else (low + high) / 2


def value(expr: Any, x: Any, at: Any, side: str) -> str:
    try:
        found = sp.limit(expr, x, at, side) if at.is_finite else sp.limit(expr, x, at)
    except (NotImplementedError, ValueError):
        return ""
    return tex(sp.simplify(found)) if not found.has(sp.AccumBounds, sp.nan) else ""


def interval(bounds: tuple[Any, Any]) -> str:
    low, high = (text(b).replace("oo", "∞").replace("-", "−") for b in bounds)
    return f"({low}, {high})"
