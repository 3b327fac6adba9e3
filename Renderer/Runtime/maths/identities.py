"""Whether two expressions are the same for all values of their variables."""

from __future__ import annotations

import itertools

from . import formulas
from .answer import Answer, Step, Unknown
from .formulas import tex, text
from .library import sp
from .question import Question

TRIED = (sp.Integer(1), sp.Integer(2), sp.Rational(1, 2), sp.Integer(3), sp.Integer(-1))


def identity(q: Question) -> Answer:
    """Both sides multiplied out, or values for which they differ."""
    found = q.take(lambda p: p.text.count("=") == 1 and not any(sign in p.text for sign in "<>"), 2)
    if len(found) != 1:
        raise Unknown
    sides = found[0].text.split("=")
    left, right = (formulas.expression(side) for side in sides)
    shown = [formulas.written(side) for side in sides]
    symbols = sorted(left.free_symbols | right.free_symbols, key=str)
    if not symbols or len(symbols) > 4 or left.has(sp.Abs) or right.has(sp.Abs):
        raise Unknown
    steps = [Step(f"{shown[0]} = {shown[1]}")]
    if sp.simplify(sp.expand(left - right, trig=True)) == 0:
        trig = left.has(sp.sin, sp.cos, sp.tan) or right.has(sp.sin, sp.cos, sp.tan)
        one, other = (sp.expand(sp.expand_trig(side)) if trig else sp.expand(side) for side in (left, right))
        if not trig or sp.expand(one - other) == 0:
            steps += [Step(f"{shown[0]} = {tex(one)}", q.say("identity.left")), Step(f"{shown[1]} = {tex(other)}", q.say("identity.right"))]
            if sp.expand(one - other) != 0:
                raise Unknown
        else:
            steps.append(Step(rf"{tex(left - right)} = 0", q.say("form.simplify")))
        steps.append(Step(rf"{shown[0]} = {shown[1]}\ \checkmark", q.say("identity.true")))
        return Answer(q.say("identity.title"), steps, q.say("identity.true"), "by expanding")
    if len(symbols) == 1 and not q.word("identity") and not q.says("truth.sure"):
        raise Unknown  # an equation to solve rather than a claim
    for values in itertools.product(TRIED, repeat=len(symbols)):
        put = dict(zip(symbols, values, strict=True))
        a, b = left.subs(put), right.subs(put)
        if a.is_finite and b.is_finite and a.is_number and sp.N(a - b) != 0 and abs(sp.N(a - b)) > 1e-9:
            at = ", ".join(f"{name} = {text(value)}" for name, value in put.items())
            steps.append(Step(rf"{tex(a)} \ne {tex(b)}", q.say("insert", at)))
            return Answer(q.say("identity.title"), steps, q.say("identity.false", at), "by values")
    raise Unknown
