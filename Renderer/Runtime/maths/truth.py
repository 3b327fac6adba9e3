"""Claims without unknowns: both sides are worked out, and the claim is said to be true or false."""

from __future__ import annotations

import operator
import re

from . import formulas
from .answer import Answer, Step, Unknown
from .arithmetic import rounded
from .formulas import tex, text
from .identities import identity
from .library import sp
from .question import Question

HOLDS = {"<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt, "=": operator.eq}
SIGNS = {"<=": r"\le", ">=": r"\ge", "<": "<", ">": ">", "=": "="}
PLAIN = {"<=": "≤", ">=": "≥"}
AGAINST = {"<=": ">", ">=": "<", "<": r"\ge", ">": r"\le", "=": r"\ne"}


def claim(q: Question) -> Answer:
    found = q.take(lambda p: len(re.findall(r"<=|>=|<|>|=", p.text)) == 1, 2)
    if len(found) != 1 or q.pieces():
        raise Unknown
    left, sign, right = re.split(r"(<=|>=|<|>|=)", found[0].text)
    a, b = formulas.expression(left), formulas.expression(right)
    if a.free_symbols | b.free_symbols:
        if not q.says("truth.sure"):
            raise Unknown
        found[0].used = False
        return identity(q)
    a, b = sp.nsimplify(sp.simplify(a)), sp.nsimplify(sp.simplify(b))
    if not (a.is_finite and b.is_finite) or not (a.is_real and b.is_real) and sign != "=":
        raise Unknown
    same = sp.simplify(a - b) == 0
    if not same and abs(sp.N(a - b)) < 1e-12:
        raise Unknown
    true = sign in ("=", "<=", ">=") if same else sign != "=" and HOLDS[sign](float(sp.N(a - b)), 0)
    shown = [formulas.written(left), formulas.written(right)]
    steps = [Step(f"{shown[0]} {SIGNS[sign]} {shown[1]}\\ ?", q.say("truth.claim"))]
    for side, worked in ((shown[0], a), (shown[1], b)):
        near = "" if worked.is_Rational else rf" \approx {rounded(worked)}" if worked.is_real else ""
        if side.replace(" ", "") != tex(worked).replace(" ", "") or near:
            steps.append(Step(f"{side} = {tex(worked)}{near}", q.say("truth.side")))
    verdict = q.say("truth.yes" if true else "truth.no")
    steps.append(Step(f"{tex(a)} {SIGNS[sign] if true else AGAINST[sign]} {tex(b)}", verdict))
    claimed = f"{left.strip()} {PLAIN.get(sign, sign)} {right.strip()}".replace("*", "·")
    right_one = "" if true or sign != "=" else f"; {left.strip().replace('*', '·')} = {text(a)}"
    return Answer(q.say("truth.title"), steps, f"{claimed}: {verdict}{right_one}", "both sides")
