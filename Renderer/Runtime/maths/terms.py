"""Sequences by two of their terms, or by one term and what is added or multiplied each time."""

from __future__ import annotations

import re
from typing import Any

from . import formulas
from .answer import Answer, Ask, Step, Unknown
from .arithmetic import number_tex
from .formulas import tex, text
from .library import sp
from .question import Question, meant
from .reading import bare, plain
from .sequences import SUMS

VALUE = r"(-?\d+(?:[.,]\d+)?(?:/\d+)?)"
ORDINALS = {name: k for k, names in enumerate(
    ("first premier primero erste premiere primeiro primer", "second deuxieme segundo zweite",
     "third troisieme tercer tercero dritte terceiro",
     "fourth quatrieme cuarto vierte quarto", "fifth cinquieme quinto funfte", "sixth sixieme sexto sechste",
     "seventh septieme septimo siebte setimo", "eighth huitieme octavo achte oitavo", "ninth neuvieme noveno neunte nono",
     "tenth dixieme decimo zehnte"), 1) for name in names.split()}  # fmt: skip
PLACE = rf"(?:(\d+)\s*(?:st|nd|rd|th|eme|e|er|o|a|º|ª|\.)?|({'|'.join(ORDINALS)}))"
TERM = re.compile(
    rf"{PLACE}\s*(?:(?:terms?|termes?|terminos?|termos?|glied\w*|पद)\b|(?=(?:is|est|es|ist|e|vaut)\b))"
    rf"[^0-9=]*?(?:is|=|est|es|e|ist|है|vaut|vale)\s*{VALUE}"
)
NAMED = re.compile(rf"\b([aut])_?\{{?(\d+)\}}?\s*=\s*{VALUE}")
STEP = re.compile(
    rf"\b([qrd])\s*=\s*{VALUE}"
    rf"|(?:ratio|raison|razon|razao|quotient|difference|diferencia|diferenca|differenz)\w*\s*(?:is|=|est|de|es|e|ist|of)?\s*{VALUE}"
)
WANTED = re.compile(
    rf"\b([aut])_?\{{?(\d+)\}}?(?!\s*=\s*-?\d)"
    rf"|{PLACE}\s*(?:terms?|termes?|terminos?|termos?|glied\w*)\b(?![^0-9]*?(?:is|=|est|es|ist|vaut|vale)\s*-?\d)"
)


def number(value: str) -> Any:
    return formulas.expression(value.replace(",", "."))


def by_terms(q: Question) -> Answer:
    said = bare(plain(q.request.said))
    geometric, arithmetic = (any(meant(w, group) for w in q.request.words) for group in ("geometrics", "arithmetics"))
    named = [(int(k), number(v)) for _, k, v in NAMED.findall(said)]
    given = named or [(int(k) if k else ORDINALS[o], number(v)) for k, o, v in TERM.findall(said)]
    if q.word(*SUMS) or q.says("summed"):
        raise Unknown  # a sum of terms is asked for, and not one of them
    steps_of = [(letter, number(a or b)) for letter, a, b in STEP.findall(said)]
    if geometric == arithmetic:
        letters = {letter for letter, _ in steps_of}
        if letters in ({"q"}, {"d"}):
            geometric = letters == {"q"}
        else:
            raise Unknown
    asked = [int(k) if k else int(n) if n else ORDINALS[o] for _, k, n, o in WANTED.findall(said)]
    asked = [k for k in dict.fromkeys(asked) if k not in dict(given)]
    numbers_said = len(re.findall(r"\d+(?:[.,]\d+)?", re.sub(r"(?<=\d)/(?=\d)", ".", said)))
    if len(given) == 2 and not steps_of:
        return two(q, given, geometric, asked, numbers_said)
    if len(given) == 1 and len(steps_of) == 1 and len(asked) == 1:
        return one(q, given[0], steps_of[0][1], geometric, asked[0])
    raise Unknown


def used(q: Question) -> None:
    for piece in q.pieces():
        piece.used = True


def two(q: Question, given: list[tuple[int, Any]], geometric: bool, asked: list[int], numbers_said: int) -> Answer:
    (i, u), (j, v) = sorted(given)
    if i == j or numbers_said > 4 + len(asked):
        raise Unknown
    used(q)
    if geometric:
        if u == 0:
            raise Ask(q.say("divide.zero"))
        roots = [r for r in sp.solve(sp.Symbol("r") ** (j - i) - v / u, sp.Symbol("r")) if r.is_real]
        roots = sorted(roots, key=lambda r: -float(r))
        if not roots:
            raise Ask(q.say("story.none"))
        firsts = [sp.simplify(u / r ** (i - 1)) for r in roots]
        name = "r"
        steps = [
            Step(rf"a_{{{j}}} = a_{{{i}}} \cdot r^{{{j - i}}}", q.say("sequence.ratio")),
            Step(rf"r^{{{j - i}}} = \frac{{{number_tex(v)}}}{{{number_tex(u)}}} = {tex(v / u)}"),
            Step(r",\quad ".join(f"r = {tex(r)}" for r in roots)),
        ]
    else:
        roots = [(v - u) / (j - i)]
        firsts = [u - (i - 1) * roots[0]]
        name = "d"
        steps = [
            Step(rf"a_{{{j}}} - a_{{{i}}} = {j - i}\,d", q.say("sequence.difference")),
            Step(rf"{number_tex(v)} - {bracket(u)} = {number_tex(v - u)} = {j - i}\,d"),
            Step(rf"d = {number_tex(roots[0])}", q.say("divide.by", j - i)),
        ]
    steps.append(Step(r",\quad ".join(f"a_1 = {tex(a)}" for a in firsts), q.say("sequence.back", i, 1)))
    results = [f"a(1) = {text(a)}, {name} = {text(r)}" for a, r in zip(firsts, roots, strict=True)]
    for k in [k for k in asked if k != 1][:2]:
        values = [a * r ** (k - 1) if geometric else a + (k - 1) * r for a, r in zip(firsts, roots, strict=True)]
        steps.append(Step(r",\quad ".join(f"a_{{{k}}} = {tex(value)}" for value in values), q.say("sequence.term")))
        results = [f"{result}, a({k}) = {text(value)}" for result, value in zip(results, values, strict=True)]
    return Answer(q.say("sequence.title"), steps, "; ".join(results), "term by term")


def one(q: Question, given: tuple[int, Any], step: Any, geometric: bool, asked: int) -> Answer:
    (i, u) = given
    if not 0 <= asked <= 500 or geometric and step == 0:
        raise Unknown
    used(q)
    n = asked - i
    letter = "u" if re.search(r"\bu_?\d", q.request.said) else "a"
    value = u * step**n if geometric else u + n * step
    law = rf"{letter}_{{{asked}}} = {letter}_{{{i}}} " + (rf"\cdot q^{{{n}}}" if geometric else rf"+ {n} \cdot d")
    put = rf"= {number_tex(u)} " + (rf"\cdot {bracket(step)}^{{{n}}}" if geometric else rf"+ {n} \cdot {bracket(step)}")
    steps = [Step(law, q.say("sequence.ratio" if geometric else "sequence.difference")), Step(put), Step(f"= {tex(value)}")]
    return Answer(q.say("sequence.title"), steps, f"{letter}({asked}) = {text(value)}", "term by term")


def bracket(value: Any) -> str:
    shown = tex(value)
    return rf"\left({shown}\right)" if shown.startswith(("-", r"\frac")) else shown
