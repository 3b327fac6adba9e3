"""Complex numbers: modulus, argument, polar form, roots."""

from __future__ import annotations

from typing import Any

from . import formulas
from .answer import Answer, Ask, Step, Unknown
from .arithmetic import rounded
from .formulas import tex, text
from .library import sp
from .question import Question, is_constant


def polar(q: Question) -> Answer:
    """Modulus and argument, or all roots of a degree that the words name."""
    pieces = q.take(is_constant, 1)
    if not pieces:
        raise Unknown
    value = sp.expand_complex(formulas.expression(pieces[0].text))
    if not value.has(sp.I) and not q.has("polar", "complexroots"):
        raise Unknown
    if value == 0:
        raise Ask(q.say("vector.zero"))
    a, b = value.as_real_imag()
    r, angle = sp.simplify(sp.Abs(value)), sp.simplify(sp.arg(value))
    if abs(sp.N(r * sp.exp(sp.I * angle) - value)) > 1e-9:
        raise Unknown
    if (degree := degree_of(q)) is not None:
        return roots(q, value, r, angle, degree)
    steps = [Step(f"z = {tex(value)}"), Step(rf"|z| = \sqrt{{{square(a)} + {square(b)}}} = {tex(r)}", q.say("length.why"))]
    if q.has("modulus") and not q.has("polar", "argument"):
        return Answer(q.say("complex.title"), steps, f"|z| = {text(r)}", "numerically")
    shown = tex(angle) if len(text(angle)) < 20 else rounded(angle)
    steps.append(
        Step(
            rf"\varphi = {shown}" + ("" if angle.has(sp.pi) and not angle.has(sp.atan) or angle == 0 else rf" \approx {rounded(angle)}"),
            q.say("polar.angle"),
        )
    )
    if q.has("argument") and not q.has("polar", "modulus"):
        return Answer(q.say("complex.title"), steps, f"φ = {text(angle)}", "numerically")
    turned = rf"{'' if r == 1 else tex(r)}\, e^{{i \cdot {tex(angle)}}}"
    law = rf"z = {tex(r)} \left(\cos {bracketed(angle)} + i \sin {bracketed(angle)}\right) = {turned}"
    steps.append(Step(law, q.say("polar.form")))
    name = text(angle)
    return Answer(q.say("complex.title"), steps, f"{text(r)}·(cos({name}) + i·sin({name}))", "numerically")


def square(value: Any) -> str:
    shown = tex(value)
    return rf"\left({shown}\right)^2" if shown.startswith("-") or not value.is_Integer else f"{shown}^2"


def bracketed(value: Any) -> str:
    return rf"\left({tex(value)}\right)" if value.is_Add or tex(value).startswith("-") else tex(value)


DEGREES = {
    2: "square quadratwurzeln carrees cuadradas",
    3: "cube cubic cubiques cubicas dritten",
    4: "fourth quatriemes cuartas vierten",
    5: "fifth cinquiemes quintas funften",
    6: "sixth sixiemes sextas sechsten",
}


def degree_of(q: Question) -> int | None:
    if not q.word("roots", "racines", "raices", "wurzeln"):
        return None
    return next((k for k, names in DEGREES.items() if any(w in names.split() for w in q.request.words)), None)


def roots(q: Question, value: Any, r: Any, angle: Any, n: int) -> Answer:
    found = []
    for k in range(n):
        turn = (angle + 2 * sp.pi * k) / n
        root = sp.simplify(sp.expand_complex(sp.root(r, n) * (sp.cos(turn) + sp.I * sp.sin(turn))))
        if abs(sp.N(root**n - value)) > 1e-9 * (1 + abs(sp.N(value))):
            raise Unknown
        found.append(root)
    steps = [
        Step(rf"z = {tex(value)} = {tex(r)}\, e^{{i \cdot {tex(angle)}}}", q.say("polar.form")),
        Step(rf"w_k = \sqrt[{n}]{{{tex(r)}}}\, e^{{i (\varphi + 2\pi k) / {n}}}", q.say("roots.turn", n)),
        *[Step(rf"w_{k} = {tex(root)}") for k, root in enumerate(found)],
    ]
    return Answer(q.say("complex.title"), steps, ", ".join(text(root) for root in found), "by raising back")
