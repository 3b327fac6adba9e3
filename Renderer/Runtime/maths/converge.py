"""Whether an endless sum has a value, by the tests of a first course."""

from __future__ import annotations

import re
from typing import Any

from . import forms
from .answer import Answer, Ask, Step, Unknown
from .formulas import tex, text
from .library import sp
from .question import Question


def converges(q: Question) -> Answer:
    """Of a term in n: the terms must go to 0; then a p-series, else the ratio test, else what SymPy proves."""
    found = q.expression()
    if found is None or q.pieces() and any(piece.number and piece.text not in "01" for piece in q.pieces()):
        raise Unknown
    term, shown = found
    if len(term.free_symbols) != 1:
        raise Ask(q.say("one.variable"))
    name = next(iter(term.free_symbols))
    n = sp.Symbol("n", integer=True, positive=True)
    term = term.subs(name, n)
    for piece in q.pieces():
        piece.used = True
    low = next((k for k in range(4) if finite(term, n, k)), 1)
    low = (
        1
        if re.search(r"n\s*=\s*1", forms.unified(q.request.said)) and finite(term, n, 1)
        else max(low, 0 if low == 0 and "0" in q.request.said else 1)
    )
    sigma = rf"\sum_{{n={low}}}^{{\infty}} {shown.replace(str(name), 'n') if len(str(name)) == 1 and str(name) != 'n' else shown}"
    steps = [Step(sigma)]
    limit = sp.limit(term, n, sp.oo)
    if limit != 0:
        steps.append(Step(rf"\lim_{{n \to \infty}} {tex(term)} = {tex(limit)} \ne 0", q.say("converge.terms")))
        return done(q, steps, False, None)
    steps.append(Step(rf"\lim_{{n \to \infty}} {tex(term)} = 0", q.say("converge.must")))
    known = sp.Sum(term, (n, low, sp.oo)).is_convergent()
    if known not in (sp.true, sp.false):
        raise Ask(q.say("form.cannot"))
    holds = bool(known)
    power = p_of(term, n)
    if power is not None:
        steps.append(Step(rf"p = {tex(power)} {'> 1' if power > 1 else chr(92) + 'le 1'}", q.say("converge.p")))
    else:
        ratio = sp.limit(sp.simplify(sp.Abs(term.subs(n, n + 1) / term)), n, sp.oo)
        if ratio.is_number and ratio != 1:
            sign = "<" if ratio < 1 else ">"
            steps.append(
                Step(rf"\lim_{{n \to \infty}} \left|\frac{{a_{{n+1}}}}{{a_n}}\right| = {tex(ratio)} {sign} 1", q.say("converge.ratio"))
            )
    value = sp.Sum(term, (n, low, sp.oo)).doit() if holds else None
    return done(
        q, steps, holds, None if value is None or value.has(sp.Sum, sp.zeta(3).__class__) or value.free_symbols else sp.simplify(value)
    )


def finite(term: Any, n: Any, k: int) -> bool:
    value = term.subs(n, k)
    return bool(value.is_finite)


def p_of(term: Any, n: Any) -> Any | None:
    """p of c / n^p."""
    power = sp.simplify(-n * sp.diff(term, n) / term)
    return power if power.is_number else None


def done(q: Question, steps: list[Step], holds: bool, value: Any) -> Answer:
    said = q.say("converges") if holds else q.say("diverges")
    if value is not None and not value.has(sp.oo, sp.nan):
        steps.append(Step(f"= {tex(value)}", q.say("converges")))
        said = f"{said}: {text(value)}"
    return Answer(q.say("converge.title"), steps, said, "by limits")
