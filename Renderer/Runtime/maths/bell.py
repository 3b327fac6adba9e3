"""Shares of a normal distribution."""

from __future__ import annotations

from typing import Any

from . import formulas
from .algebra import python
from .answer import Answer, Ask, Figure, Step, Unknown
from .formulas import tex
from .library import sp
from .question import Question, meant


def normal(q: Question) -> Answer:
    """The share of a normal distribution above, below or between values."""
    pieces = q.take(lambda p: p.number)
    roles: dict[str, Any] = {}
    rest = []
    for piece in pieces:
        near = piece.before[-2:]
        role = next((name for name in ("average", "spread") if any(meant(w, name) for w in near)), "")
        if role and role not in roles:
            roles[role] = formulas.expression(piece.text)
        else:
            rest.append(piece)
    if set(roles) != {"average", "spread"} or not 1 <= len(rest) <= 2 or q.pieces():
        raise Unknown
    mean, sd = roles["average"], roles["spread"]
    if sd <= 0:
        raise Ask(q.say("positive"))
    values = [formulas.expression(p.text) for p in rest]
    if q.says("above.normal") + q.says("below.normal") + (len(values) == 2) != 1:
        raise Unknown
    scores = [(v - mean) / sd for v in values]
    steps = [
        Step(
            rf"z = \frac{{x - \mu}}{{\sigma}} = \frac{{{tex(v)} - {tex(mean)}}}{{{tex(sd)}}} {shown_score(z)}",
            q.say("normal.z") if k == 0 else "",
        )
        for k, (v, z) in enumerate(zip(values, scores, strict=True))
    ]
    phi = [float((1 + sp.erf(z / sp.sqrt(2))) / 2) for z in scores]
    steps += [
        Step(rf"\Phi({float(z):.4g}) \approx {p:.4f}", q.say("normal.table") if k == 0 else "")
        for k, (z, p) in enumerate(zip(scores, phi, strict=True))
    ]
    if len(values) == 2:
        low, high = sorted(phi)
        share = high - low
        steps.append(Step(rf"{high:.4f} - {low:.4f} = {share:.4f}"))
    elif q.says("above.normal"):
        share = 1 - phi[0]
        steps.append(Step(rf"1 - {phi[0]:.4f} = {share:.4f}", q.say("complement")))
    else:
        share = phi[0]
    steps.append(Step(rf"\approx {share * 100:.2f}\,\%", q.say("as.percent")))
    return Answer(
        q.say("normal.distribution"),
        steps,
        f"P ≈ {share:.4f} ≈ {share * 100:.2f} %",
        "numerically",
        bell(mean, sd, shaded(q, mean, sd, values)),
    )


def shown_score(z: Any) -> str:
    return f"= {tex(z)}" if z.is_Integer else rf"\approx {float(z):.4g}"


def shaded(q: Question, mean: Any, sd: Any, values: list[Any]) -> list[float]:
    """What of the range is asked for."""
    low, high = float(mean - 4 * sd), float(mean + 4 * sd)
    if len(values) == 2:
        return sorted(float(v) for v in values)
    return [float(values[0]), high] if q.says("above.normal") else [low, float(values[0])]


def bell(mean: Any, sd: Any, area: list[float]) -> Figure:
    x = sp.Symbol("x")
    curve = sp.exp(-(((x - mean) / sd) ** 2) / 2) / (sd * sp.sqrt(2 * sp.pi))
    low, high = float(mean - 4 * sd), float(mean + 4 * sd)
    return Figure("plot", {"functions": [python(curve, x)], "from": low, "to": high, "points": [], "area": area})
