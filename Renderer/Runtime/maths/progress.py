"""Progressions told in words: the first term and what is added or multiplied, how many terms, a term, and sums."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from . import formulas
from .answer import Answer, Ask, Step, Unknown
from .arithmetic import number_tex, number_text
from .formulas import tex, text
from .library import sp
from .question import Question, meant
from .reading import Piece, plain
from .sequences import SUMS
from .terms import bracket

NAMED = re.compile(r"^\s*([audqrn])_?[01]?\s*=\s*(-?[\d./]+)$")
ROLES = ("progress.first", "progress.ratio", "progress.difference", "progress.last")
MOST = 10**6


def role(q: Question, piece: Piece, geometric: bool) -> str:
    if found := NAMED.match(piece.text):
        own = {"a": "first", "u": "first", "d": "difference", "q": "ratio", "n": "n"}
        return own.get(found[1]) or ("ratio" if geometric else "difference")
    before = list(reversed(piece.before))
    for k, word in enumerate(before[:3]):
        if meant(word, "progress.term") and k + 1 < len(before):
            continue
        for name in ROLES:
            if meant(word, name):
                if name == "progress.first" and k == 0 and any(meant(w, "progress.term") for w in piece.after[:1]):
                    return "n"  # "the first 30 terms"
                short = name.removeprefix("progress.")
                return ("ratio" if geometric else "difference") if meant(word, "progress.step") else short
    return "n" if any(meant(w, "progress.term") for w in (*piece.after[:2], *before[:1])) else ""


def number(piece: Piece) -> Any:
    found = NAMED.match(piece.text)
    return formulas.expression(found[2] if found else piece.text)


def told(q: Question) -> Answer:
    geometric, arithmetic = q.says("geometrics"), q.says("arithmetics")
    roles: dict[str, Any] = {}
    pieces = q.take(lambda p: p.number or NAMED.match(p.text) is not None or re.fullmatch(r"-?\d+/\d+", p.text) is not None)
    for piece in pieces:
        name = role(q, piece, geometric)
        if not name or name in roles:
            raise Unknown
        roles[name] = number(piece)
    if not geometric and not arithmetic:
        geometric, arithmetic = "ratio" in roles, "difference" in roles
    if geometric == arithmetic or q.pieces() or "first" not in roles:
        raise Unknown
    step = roles.get("ratio" if geometric else "difference")
    if step is None or set(roles) - {"first", "ratio", "difference", "n"} or geometric and step == 0:
        raise Unknown
    summed = q.word(*SUMS) or q.says("summed")
    n = roles.get("n")
    if n is None:
        if not (summed and geometric):
            raise Unknown
        return endless(q, roles["first"], step)
    if not (n.is_Integer and 1 <= n <= (500 if geometric else MOST)):
        raise Ask(q.say("sequence.range"))
    return worked(q, roles["first"], step, int(n), geometric, summed)


def worked(q: Question, a: Any, step: Any, n: int, geometric: bool, summed: bool) -> Answer:
    given = rf"a_1 = {number_tex(a)},\quad {'r' if geometric else 'd'} = {number_tex(step)},\quad n = {n}"
    steps = [Step(given, q.say("bayes.given"))]
    if geometric and not summed:
        found = a * step ** (n - 1)
        steps += [Step(r"a_n = a_1 \cdot r^{n-1}", q.say("sequence.term")),
                  Step(rf"a_{{{n}}} = {number_tex(a)} \cdot {bracket(step)}^{{{n - 1}}} = {tex(found)}")]  # fmt: skip
    elif geometric:
        found = a * (1 - step**n) / (1 - step) if step != 1 else a * n
        steps += [Step(r"S_n = a_1 \cdot \frac{r^n - 1}{r - 1}", q.say("sequence.geometric")),
                  Step(rf"S_{{{n}}} = {number_tex(a)} \cdot \frac{{{bracket(step)}^{{{n}}} - 1}}{{{number_tex(step)} - 1}} = {tex(found)}"
                       if step != 1 else rf"S_{{{n}}} = {n} \cdot {number_tex(a)} = {tex(found)}")]  # fmt: skip
        if n <= 2000 and sum((a * step**k for k in range(n)), sp.Integer(0)) != found:
            raise Unknown
    else:
        last = a + (n - 1) * step
        steps += [Step(r"a_n = a_1 + (n - 1) \cdot d", q.say("sequence.term")),
                  Step(rf"a_{{{n}}} = {number_tex(a)} + {n - 1} \cdot {bracket(step)} = {number_tex(last)}")]  # fmt: skip
        found = last
        if summed:
            found = n * (a + last) / 2
            steps.append(Step(rf"S_{{{n}}} = \frac{{{n} \cdot ({number_tex(a)} + {bracket(last)})}}{{2}} = {number_tex(found)}",
                              q.say("sequence.pairs")))  # fmt: skip
    shown = text(found) if geometric else number_text(found)
    return Answer(q.say("sequence.title"), steps, f"{'S' if summed else 'a'}({n}) = {shown}", "by a second sum")


def endless(q: Question, a: Any, r: Any) -> Answer:
    if abs(r) >= 1:
        return Answer(q.say("sequence.title"), [Step(rf"|r| = {tex(abs(r))} \ge 1", q.say("diverges"))], q.say("diverges"), "by limits")
    total = a / (1 - r)
    steps = [Step(rf"a_1 = {number_tex(a)},\quad r = {tex(r)}", q.say("bayes.given")),
             Step(rf"S = \frac{{a_1}}{{1 - r}} = \frac{{{number_tex(a)}}}{{1 - {bracket(r)}}} = {tex(total)}",
                  q.say("sequence.endless"))]  # fmt: skip
    return Answer(q.say("sequence.title"), steps, text(total), "by limits")


OPEN = re.compile(r"((?:-?\d+(?:\.\d+)?(?:/\d+)?\s*,\s*){2,}-?\d+(?:\.\d+)?(?:/\d+)?)\s*,?\s*(?:\.\.\.|…)\s*,?\s*(-?\d+)?")


def listed(q: Question) -> Answer:
    """5, 9, 13, ..., 99: how many terms, their sum, or the endless sum of a geometric one."""
    found = OPEN.search(plain(q.request.said))
    if not found:
        raise Unknown
    values = [formulas.expression(part) for part in found[1].split(",")]
    last = formulas.expression(found[2]) if found[2] else None
    d = values[1] - values[0]
    r = values[1] / values[0] if values[0] != 0 else None
    if len(re.findall(r"\d+(?:\.\d+)?", q.request.said)) != len(re.findall(r"\d+(?:\.\d+)?", found[0])):
        raise Unknown
    for piece in q.pieces():
        piece.used = True
    summed = q.word(*SUMS) or q.says("summed")
    if d != 0 and all(b - a == d for a, b in pairwise(values)):
        if last is None:
            raise Unknown
        n = (last - values[0]) / d + 1
        if not (n.is_Integer and len(values) < n <= MOST):
            raise Ask(q.say("progress.never", number_text(last)))
        steps = [Step(rf"d = {number_tex(values[1])} - {bracket(values[0])} = {number_tex(d)}", q.say("sequence.difference")),
                 Step(rf"{number_tex(last)} = {number_tex(values[0])} + (n - 1) \cdot {bracket(d)}", q.say("sequence.term")),
                 Step(rf"n = \frac{{{number_tex(last)} - {bracket(values[0])}}}{{{number_tex(d)}}} + 1 = {n}",
                      q.say("rearrange", "n"))]  # fmt: skip
        if not summed:
            return Answer(q.say("sequence.title"), steps, f"n = {n}", "term by term")
        total = n * (values[0] + last) / 2
        steps.append(Step(rf"S = \frac{{{n} \cdot ({number_tex(values[0])} + {bracket(last)})}}{{2}} = {number_tex(total)}",
                          q.say("sequence.pairs")))  # fmt: skip
        return Answer(q.say("sequence.title"), steps, f"S = {number_text(total)}", "by a second sum")
    if r is None or not all(a != 0 and b / a == r for a, b in pairwise(values)):
        raise Unknown
    if last is None:
        if summed:
            return endless(q, values[0], r)
        raise Unknown
    n = next((k for k in range(len(values) + 1, 200) if values[0] * r ** (k - 1) == last), None)
    if n is None:
        raise Ask(q.say("progress.never", number_text(last)))
    steps = [Step(rf"r = {tex(r)}", q.say("sequence.ratio")),
             Step(rf"{number_tex(last)} = {number_tex(values[0])} \cdot {bracket(r)}^{{n - 1}}", q.say("sequence.term")),
             Step(rf"{bracket(r)}^{{n - 1}} = {tex(last / values[0])} \ \Rightarrow\ n - 1 = {n - 1}",
                  q.say("rearrange", "n"))]  # fmt: skip
    if not summed:
        return Answer(q.say("sequence.title"), steps, f"n = {n}", "term by term")
    total = sum((values[0] * r**k for k in range(n)), sp.Integer(0))
    steps.append(Step(rf"S_{{{n}}} = a_1 \cdot \frac{{r^n - 1}}{{r - 1}} = {tex(total)}", q.say("sequence.geometric")))
    return Answer(q.say("sequence.title"), steps, f"S = {text(total)}", "by a second sum")
