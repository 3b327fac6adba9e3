"""Rules that are applied again and again: sequences by recursion, Newton's method, and powers of complex numbers; one coefficient."""

from __future__ import annotations

import re
from typing import Any

from . import formulas
from .answer import Answer, Ask, Step, Unknown
from .arithmetic import rounded
from .formulas import tex, text
from .library import sp
from .question import Question
from .reading import plain

NEXT = re.compile(
    r"\b([auxtf])\s*_?\s*[({]?\s*n\s*\+\s*1\s*[)}]?\s*=\s*(.+?)(?=$|[;?]|,(?!\d)|\s(?:and|find|with|et|avec|y|con|und|mit|where|for|what|"
    r"calcul\w*|berechne|halla|trouve\w*|e|com)\b)",
    re.IGNORECASE,
)
WANTED = re.compile(r"\b([auxtf])\s*_?\s*[({]?(\d+)[)}]?(?!\s*[=\d])")


def recursion(q: Question) -> Answer:
    """u(1) = 3, u(n+1) = 2u(n) - 1: its terms up to the one that is asked for."""
    said = plain(q.request.said).replace("_", "")
    law = NEXT.search(said)
    if not law:
        raise Unknown
    name = law[1]
    body = re.sub(rf"(?<![a-z]){name}\s*(?:[({{]\s*n\s*[)}}]|n)(?![\w+])|(?<=\d){name}\s*\(\s*n\s*\)", " x ", law[2])
    start = re.search(rf"\b{name}\s*[({{]?([01])[)}}]?\s*=\s*(-?\d+(?:\.\d+)?(?:/\d+)?)", said)
    if not start:
        raise Ask(q.say("recursion.start", name))
    rule = formulas.expression(body)
    x, n = sp.Symbol("x"), sp.Symbol("n")
    if not rule.free_symbols <= {x, n} or not rule.has(x):
        raise Unknown
    rest = said.replace(law[0], " ").replace(start[0], " ")
    asked = [int(k) for letter, k in WANTED.findall(rest) if letter == name]
    k0, value = int(start[1]), formulas.expression(start[2])
    last = max(asked, default=k0 + 4)
    if not k0 < last <= 60 or len(asked) > 3 or re.search(r"\d", re.sub(WANTED, " ", rest)) and asked:
        raise Unknown
    for piece in q.pieces():
        piece.used = True
    steps = [
        Step(rf"{name}_{{{k0}}} = {tex(value)},\quad {name}_{{n+1}} = {tex(rule.subs(x, sp.Symbol(name + '_n')))}", q.say("bayes.given"))
    ]
    values = {k0: value}
    for k in range(k0, last):
        value = sp.nsimplify(sp.simplify(rule.subs({x: value, n: k})))
        if not value.is_Rational or abs(value.p) > 10**18 or value.q > 10**12:
            raise Unknown
        values[k + 1] = value
    keep = [k for k in values if k > k0 and (last - k0 <= 8 or k <= k0 + 3 or k > last - 3)]
    for index, k in enumerate(keep):
        put = tex(
            rule.subs({n: k - 1}).subs(x, sp.Symbol(rf"\left({tex(values[k - 1])}\right)" if values[k - 1] < 0 else tex(values[k - 1])))
        )
        steps.append(Step(rf"{name}_{{{k}}} = {put} = {tex(values[k])}", q.say("recursion.again") if index == 0 else ""))
    shown = asked or list(values)
    return Answer(q.say("sequence.title"), steps, ", ".join(f"{name}({k}) = {text(values[k])}" for k in shown), "term by term")


STEPS = {
    word: n
    for n, names in (
        (2, "two deux dos zwei dois due"),
        (3, "three trois tres drei tre"),
        (4, "four quatre cuatro vier quatro"),
        (5, "five cinq funf"),
    )
    for word in names.split()
}


def newton(q: Question) -> Answer:
    """A few steps of Newton's method from a starting value."""
    pieces = q.pieces()
    laws = [
        p
        for p in pieces
        if not p.number
        and re.search(r"[a-z]", re.sub(r"^\s*x_?\d?\s*=", "", p.text))
        and not re.match(r"^\s*x_?0?\s*=\s*-?[\d.]+$", p.text)
    ]
    starts = [p for p in pieces if p not in laws and re.match(r"^\s*(?:x_?[01]?\s*=\s*)?-?[\d.]+$", p.text)]
    if len(laws) != 1 or not 1 <= len(starts) <= 2:
        raise Unknown
    left, _, right = re.sub(r"^\s*(?:f\s*\(\s*x\s*\)|y)\s*=", "", laws[0].text).partition("=")
    expr = formulas.expression(left) - (formulas.expression(right) if right.strip() else 0)
    if len(expr.free_symbols) != 1:
        raise Unknown
    (x,) = expr.free_symbols
    counts = [
        p
        for p in starts
        if any(w.startswith(("step", "iteration", "etape", "iteracion", "paso", "schritt", "passo", "times")) for w in p.after[:1])
    ]
    rest = [p for p in starts if p not in counts]
    if len(rest) != 1 or len(counts) > 1:
        raise Unknown
    rounds = int(formulas.expression(counts[0].text)) if counts else next((n for w, n in STEPS.items() if w in q.request.words), 4)
    value = float(formulas.expression(rest[0].text.split("=")[-1]))
    if not 1 <= rounds <= 8:
        raise Unknown
    for piece in pieces:
        piece.used = True
    slope = sp.diff(expr, x)
    steps = [Step(rf"f({x}) = {tex(expr)},\quad f'({x}) = {tex(slope)}", q.say("rule.sum") if expr.is_Add else ""),
             Step(rf"{x}_{{n+1}} = {x}_n - \frac{{f({x}_n)}}{{f'({x}_n)}}", q.say("newton.law"))]  # fmt: skip
    digits = 7
    now = sp.Float(value, 30)
    steps.append(Step(rf"{x}_0 = {tex(formulas.expression(rest[0].text.split('=')[-1]))}"))
    found = []
    for k in range(1, rounds + 1):
        down = slope.subs(x, now)
        if abs(sp.N(down)) < 1e-12:
            raise Ask(q.say("newton.flat"))
        now = sp.N(now - expr.subs(x, now) / down, 30)
        if not now.is_real or abs(now) > 1e9:
            raise Unknown
        found.append(now)
        steps.append(Step(rf"{x}_{{{k}}} \approx {rounded(now, digits)}"))
    return Answer(
        q.say("newton.title"), steps, ", ".join(f"{x}_{k} ≈ {rounded(v, digits)}" for k, v in enumerate(found, 1)), "step by step"
    )


def moivre(q: Question) -> Answer:
    """A power of a complex number by its polar form."""
    found = q.take(lambda p: re.fullmatch(r"\s*\(.+\)\s*\^\s*\{?\(?\d+\)?\}?\s*", p.text) is not None, 1)
    if not found or q.pieces():
        raise Unknown
    base_text, _, n_text = found[0].text.rpartition("^")
    z, n = sp.expand_complex(formulas.expression(base_text)), int(re.sub(r"\D", "", n_text))
    if not z.has(sp.I) or z.free_symbols or not 2 <= n <= 60:
        raise Unknown
    r, angle = sp.simplify(sp.Abs(z)), sp.simplify(sp.arg(z))
    power: Any = sp.expand(z**n)
    if abs(sp.N(r**n * sp.exp(sp.I * n * angle) - power)) > 1e-6 * (1 + abs(sp.N(power))):
        raise Unknown
    turned = sp.simplify(n * angle)
    steps = [
        Step(rf"z = {tex(z)},\quad |z| = {tex(r)},\quad \varphi = {tex(angle)}", q.say("polar.form")),
        Step(rf"z^{{{n}}} = r^{{{n}}} \left(\cos {n}\varphi + i \sin {n}\varphi\right)", q.say("moivre.law")),
        Step(rf"= {tex(r**n)} \left(\cos {tex(turned)} + i \sin {tex(turned)}\right)"),
        Step(f"= {tex(power)}"),
    ]
    return Answer(q.say("complex.title"), steps, text(power), "by multiplying out")


def coefficient(q: Question) -> Answer:
    """The coefficient of a power in (a + b x)^n."""
    powers = q.take(lambda p: re.fullmatch(r"\s*([a-z])\s*\^?\s*\d*\s*", p.text) is not None, 1)
    laws = q.take(lambda p: re.fullmatch(r"\s*\(.+\)\s*\^\s*\d+\s*", p.text) is not None, 1)
    if not powers or not laws or q.pieces():
        raise Unknown
    base_text, _, n_text = laws[0].text.rpartition("^")
    base, n = sp.expand(formulas.expression(base_text)), int(n_text)
    of = formulas.expression(powers[0].text)
    terms = base.as_ordered_terms()
    if len(base.free_symbols) != 1 or len(terms) != 2 or not 2 <= n <= 60:
        raise Unknown
    (x,) = base.free_symbols
    k = sp.degree(of, x) if of.is_polynomial(x) and of.has(x) else None
    if k is None:
        raise Unknown
    # a x^p + b x^q: the term with r of the second.
    (a, p), (b, s) = ((t.as_coeff_exponent(x)) for t in sorted(terms, key=lambda t: t.as_coeff_exponent(x)[1]))
    r = sp.simplify((k - n * p) / (s - p))
    if not (r.is_Integer and 0 <= r <= n):
        return Answer(
            q.say("coefficient.title", tex_power(x, k)), [Step(rf"{tex(x)}^{{{k}}}", q.say("coefficient.none"))], "0", "by expanding"
        )
    r = int(r)
    value = sp.binomial(n, r) * a ** (n - r) * b**r
    if n <= 30 and sp.expand(base**n * x**60).coeff(x, k + 60) != value:
        raise Unknown
    one, two = (rf"\left({tex(c * x**e)}\right)" for c, e in ((a, p), (b, s)))
    steps = [
        Step(rf"\binom{{{n}}}{{k}} {one}^{{{n}-k}} {two}^{{k}}", q.say("coefficient.law")),
        Step(rf"k = {r}: \quad \binom{{{n}}}{{{r}}} \cdot {bracket(a)}^{{{n - r}}} \cdot {bracket(b)}^{{{r}}}", q.say("coefficient.which")),
        Step(rf"= {sp.binomial(n, r)} \cdot {bracket(a ** (n - r))} \cdot {bracket(b**r)} = {tex(value)}"),
    ]
    return Answer(q.say("coefficient.title", tex_power(x, k)), steps, text(value), "by expanding")


def tex_power(x: Any, k: int) -> str:
    return text(x**k)


def bracket(value: Any) -> str:
    shown = tex(value)
    return rf"\left({shown}\right)" if shown.startswith(("-", r"\frac")) else shown


def cramer(q: Question) -> Answer:
    """Two or three linear equations by determinants."""
    relations = q.equations()
    exprs = [sp.expand(r.lhs - r.rhs) for r, _ in relations if isinstance(r, sp.Equality)]
    names = sorted(set().union(*(e.free_symbols for e in exprs)), key=lambda s: s.name) if exprs else []
    if len(exprs) not in (2, 3) or len(names) != len(exprs) or len(exprs) != len(relations):
        raise Unknown
    if not all(e.is_polynomial(*names) and sp.Poly(e, *names).total_degree() == 1 for e in exprs):
        raise Unknown
    matrix, right = sp.linear_eq_to_matrix(exprs, names)
    whole = matrix.det()
    steps = [*[Step(shown) for _, shown in relations], Step(rf"D = {lines(matrix)} = {tex(whole)}", q.say("cramer.law"))]
    if whole == 0:
        raise Ask(q.say("inverse.none"))
    values = []
    for k, name in enumerate(names):
        changed = matrix.copy()
        changed[:, k] = right
        part = changed.det()
        values.append(part / whole)
        shown = rf"{name} = \frac{{{tex(part)}}}{{{tex(whole)}}} = {tex(values[-1])}"
        steps.append(Step(rf"D_{name} = {lines(changed)} = {tex(part)},\quad {shown}", q.say("cramer.column", name)))
    if any(sp.simplify(e.subs(dict(zip(names, values, strict=True)))) != 0 for e in exprs):
        raise Unknown
    return Answer(
        q.say("system.title"), steps, ", ".join(f"{n} = {text(v)}" for n, v in zip(names, values, strict=True)), "by substitution"
    )


def lines(matrix: Any) -> str:
    rows = r" \\ ".join(" & ".join(tex(v) for v in matrix.row(k)) for k in range(matrix.rows))
    return rf"\begin{{vmatrix}} {rows} \end{{vmatrix}}"
