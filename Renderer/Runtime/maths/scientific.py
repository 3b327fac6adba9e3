"""Numbers as a factor from 1 to 10 times a power of ten, and back."""

from __future__ import annotations

from . import formulas
from .answer import Answer, Ask, Step, Unknown
from .arithmetic import decimal, terminates
from .formulas import tex
from .library import sp
from .question import Question, is_constant


def standard(q: Question) -> Answer:
    pieces = q.take(is_constant)
    if len(pieces) != 1 or q.pieces():
        raise Unknown
    number, written = formulas.expression(pieces[0].text), formulas.written(pieces[0].text)
    if not number.is_Rational or number == 0:
        raise Ask(q.say("form.cannot"))
    if not terminates(number) and number.q > 1:
        scaled = number
        while scaled.q % 10 == 0 or scaled.q % 2 == 0 or scaled.q % 5 == 0:
            scaled *= 10
        if scaled.q != 1:
            raise Ask(q.say("form.cannot"))
    power = 0
    factor = number
    while abs(factor) >= 10:
        factor, power = factor / 10, power + 1
    while abs(factor) < 1:
        factor, power = factor * 10, power - 1
    if abs(power) > 60:
        raise Ask(q.say("form.cannot"))
    plain = decimal(number) if terminates(number) else f"{tex(number)}"
    shown = decimal(factor) if terminates(factor) else tex(factor)
    if q.says("ordinary"):
        steps = [Step(written), Step(rf"10^{{{power}}}:", q.say("standard.back", abs(power))), Step(f"= {plain}")]
        return Answer(q.say("standard.title"), steps, plain, "by multiplying back")
    steps = [Step(written)]
    if written.replace(" ", "") != plain and pieces[0].number is False and terminates(number):
        steps.append(Step(f"= {plain}", q.say("standard.worked")))
    steps.append(Step(f"{shown}", q.say("standard.factor")))
    steps.append(Step(rf"10^{{{power}}}", q.say("standard.moved", abs(power))))
    steps.append(Step(rf"= {shown} \cdot 10^{{{power}}}"))
    if sp.Rational(factor) * sp.Integer(10) ** power != number:
        raise Unknown
    return Answer(q.say("standard.title"), steps, f"{shown} × 10^{power}".replace("^-", "^−"), "by multiplying back")
