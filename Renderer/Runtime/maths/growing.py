"""Related rates: a length that grows at a known speed, and how fast an area or a volume grows at one moment."""

from __future__ import annotations

import re

from . import formulas
from .answer import Answer, Step, Unknown
from .arithmetic import number_tex, rounded
from .formulas import tex, text
from .library import sp
from .question import Question, meant

R = sp.Symbol("r", positive=True)
A = sp.Symbol("a", positive=True)
# By shape and what is asked: the law and its variable.
LAWS = {
    ("sphere", "volume"): (sp.Rational(4, 3) * sp.pi * R**3, R, "V"),
    ("sphere", "surface"): (4 * sp.pi * R**2, R, "A"),
    ("circle", "area"): (sp.pi * R**2, R, "A"),
    ("circle", "perimeter"): (2 * sp.pi * R, R, "U"),
    ("square", "area"): (A**2, A, "A"),
    ("cube", "volume"): (A**3, A, "V"),
    ("cube", "surface"): (6 * A**2, A, "A"),
}


def related(q: Question) -> Answer:
    shape = next((name for name in ("sphere", "circle", "cube", "square") if q.says(f"growing.{name}")), "")
    measures = [m for m in ("volume", "surface", "area", "perimeter") if any(meant(w, f"measure.{m}") for w in q.request.words)]
    if "surface" in measures and "area" in measures:
        measures.remove("area")
    if len(measures) == 1 and shape in ("sphere", "cube") and measures[0] == "area":
        measures = ["surface"]
    if len(measures) != 1 or (shape, measures[0]) not in LAWS:
        raise Unknown
    pieces = q.take(lambda p: p.number or re.fullmatch(r"[ra]\s*=\s*\d+(?:\.\d+)?", p.text) is not None or "/" in p.text)
    speeds = [p for p in pieces if re.search(r"[a-z]\s*/\s*[a-z]", p.text) or any(meant(w, "per") for w in p.after[1:2])
              or any(w in ("mps", "cmps") for w in p.after[:1])]  # fmt: skip
    if q.pieces() or len(pieces) != 2 or len(speeds) != 1:
        raise Unknown
    if any(meant(word, f"measure.{m}") for word in speeds[0].before for m in ("volume", "surface", "area")):
        raise Unknown  # the speed of the volume is given
    speed = formulas.expression(re.match(r"\s*([\d.]+)", speeds[0].text)[1])  # type: ignore[index]
    at = formulas.expression(next(p for p in pieces if p is not speeds[0]).text.split("=")[-1])
    law, x, name = LAWS[shape, measures[0]]
    rate = sp.diff(law, x)
    value = rate.subs(x, at) * speed
    near = sp.Rational(1, 10**6)
    if abs(sp.N((law.subs(x, at + speed * near) - law.subs(x, at - speed * near)) / (2 * near) - value)) > 1e-4 * (1 + abs(sp.N(value))):
        raise Unknown
    falls = q.says("growing.down")
    sign = "-" if falls else ""
    steps = [
        Step(f"{name} = {tex(law)}"),
        Step(rf"\frac{{d{name}}}{{dt}} = {tex(rate)} \cdot \frac{{d{x}}}{{dt}}", q.say("rule.chain")),
        Step(rf"= {tex(rate.subs(x, at))} \cdot {sign}{number_tex(speed)} = {sign}{tex(value)}", q.say("insert", f"{x} = {text(at)}")),
    ]
    if not value.is_Rational:
        steps.append(Step(rf"\approx {sign}{rounded(value)}", q.say("rounded")))
    minus = "−" if falls else ""
    result = f"d{name}/dt = {minus}{text(value)}" + ("" if value.is_Rational else f" ≈ {minus}{rounded(value)}")
    return Answer(q.say("growing.title"), steps, result, "by difference quotients")
