"""Chances of two events together, and how many of a group belong to both, one or neither of two sets."""

from __future__ import annotations

import re
from typing import Any

from . import formulas
from .answer import Answer, Ask, Step, Unknown
from .arithmetic import number_tex, number_text
from .library import sp
from .question import Question, meant
from .reading import Piece, plain

CHANCE = re.compile(r"\bP\s*\(\s*([^()]+?)\s*\)(?:\s*=\s*(\d+(?:[.,]\d+)?\s*%|\d+\s*/\s*\d+|\d*[.,]?\d+))?")
NAMES = {
    "A": r"A",
    "B": r"B",
    "and": r"A\s*(?:and|∩|&|et|y|und|e|و|और|且|\\cap)\s*B|AB",
    "or": r"A\s*(?:or|∪|u|U|v|ou|o|oder|أو|او|या|或|\\cup)\s*B",
    "A|B": r"A\s*(?:\||/|given|\\mid|sachant|unter|si|dado)\s*B",
    "B|A": r"B\s*(?:\||/|given|\\mid|sachant|unter|si|dado)\s*A",
    "notA": r"(?:not|¬|~|non|nicht|no|nao|não)\s*A|A\s*(?:'|’|ᶜ|\^c|c)|\\bar\s*\{?A\}?",
    "notB": r"(?:not|¬|~|non|nicht|no|nao|não)\s*B|B\s*(?:'|’|ᶜ|\^c|c)|\\bar\s*\{?B\}?",
}
SHOWN = {"A": "P(A)", "B": "P(B)", "and": r"P(A \cap B)", "or": r"P(A \cup B)", "A|B": r"P(A \mid B)", "B|A": r"P(B \mid A)",
         "notA": r"P(\bar A)", "notB": r"P(\bar B)"}  # fmt: skip
PLAIN = {"and": "P(A ∩ B)", "or": "P(A ∪ B)", "A|B": "P(A | B)", "B|A": "P(B | A)", "notA": "P(not A)", "notB": "P(not B)"}


def named(inside: str) -> str:
    return next((name for name, form in NAMES.items() if re.fullmatch(form, inside.strip())), "")


# What gives which: the law as LaTeX, the wanted one, what it needs, how it is computed.
LAWS: list[tuple[str, str, tuple[str, ...], Any]] = [
    (r"P(A) = 1 - P(\bar A)", "A", ("notA",), lambda a: 1 - a),
    (r"P(B) = 1 - P(\bar B)", "B", ("notB",), lambda b: 1 - b),
    (r"P(\bar A) = 1 - P(A)", "notA", ("A",), lambda a: 1 - a),
    (r"P(\bar B) = 1 - P(B)", "notB", ("B",), lambda b: 1 - b),
    (r"P(A \cap B) = P(A) + P(B) - P(A \cup B)", "and", ("A", "B", "or"), lambda a, b, u: a + b - u),
    (r"P(A \cap B) = P(A \mid B) \cdot P(B)", "and", ("A|B", "B"), lambda c, b: c * b),
    (r"P(A \cap B) = P(B \mid A) \cdot P(A)", "and", ("B|A", "A"), lambda c, a: c * a),
    (r"P(A \cup B) = P(A) + P(B) - P(A \cap B)", "or", ("A", "B", "and"), lambda a, b, i: a + b - i),
    (r"P(A \mid B) = \frac{P(A \cap B)}{P(B)}", "A|B", ("and", "B"), lambda i, b: i / b),
    (r"P(B \mid A) = \frac{P(A \cap B)}{P(A)}", "B|A", ("and", "A"), lambda i, a: i / a),
    (r"P(B) = P(A \cup B) - P(A) + P(A \cap B)", "B", ("or", "A", "and"), lambda u, a, i: u - a + i),
    (r"P(A) = P(A \cup B) - P(B) + P(A \cap B)", "A", ("or", "B", "and"), lambda u, b, i: u - b + i),
]


def chances(q: Question) -> Answer:
    """From the given chances of A, B and what they make together, the one that is asked for."""
    known: dict[str, Any] = {}
    wanted = []
    for inside, value in CHANCE.findall(plain(q.request.said)):
        name = named(inside)
        if not name:
            raise Unknown
        if not value:
            wanted.append(name)
            continue
        share = formulas.expression(value.replace(",", ".").rstrip("% ")) / (100 if "%" in value else 1)
        if name in known or not 0 <= share <= 1:
            raise Ask(q.say("chance.range"))
        known[name] = share
    free = [piece for piece in q.pieces() if not CHANCE.search(piece.text) and not re.match(r"^\W*[AB)P]", piece.text.strip())]
    if len(set(wanted)) != 1 or not known or wanted[0] in known or any(piece.number for piece in free):
        raise Unknown
    # The opposite of an event is only of interest where it is asked for.
    laws = [law for law in LAWS if law[1] not in ("notA", "notB") or law[1] in wanted]
    if q.says("independent"):
        laws[:0] = [(r"P(A \cap B) = P(A) \cdot P(B)", "and", ("A", "B"), lambda a, b: a * b)]
    elif q.says("exclusive"):
        laws[:0] = [(r"P(A \cap B) = 0", "and", ("A", "B"), lambda *_: sp.Integer(0))]
    steps = [Step(r",\quad ".join(f"{SHOWN[name]} = {number_tex(value)}" for name, value in known.items()), q.say("bayes.given"))]
    while wanted[0] not in known:
        law = next((law for law in laws if law[1] not in known and all(need in known for need in law[2])), None)
        if law is None:
            raise Ask(q.say("events.more"))
        shown, name, needs, made = law
        if name in ("A|B", "B|A") and known[needs[1]] == 0:
            raise Ask(q.say("divide.zero"))
        value = made(*(known[need] for need in needs))
        if not 0 <= value <= 1:
            raise Ask(q.say("events.impossible"))
        known[name] = value
        steps.append(Step(shown, q.say("independent.events") if r"P(A) \cdot P(B)" in shown else ""))
        steps.append(Step(rf"{SHOWN[name]} = {put(name, needs, known)} = {number_tex(value)}"))
    for piece in q.pieces():
        piece.used = True
    value = known[wanted[0]]
    return Answer(q.say("chance.title"), steps, f"{PLAIN.get(wanted[0], f'P({wanted[0]})')} = {number_text(value)}", "by the laws")


def put(name: str, needs: tuple[str, ...], known: dict[str, Any]) -> str:
    v = [number_tex(known[need]) for need in needs]
    if len(v) == 1:
        return f"1 - {v[0]}"
    if name in ("A|B", "B|A"):
        return rf"\frac{{{v[0]}}}{{{v[1]}}}"
    if len(v) == 2:
        return rf"{v[0]} \cdot {v[1]}" if known[name] != 0 or 0 in (known[needs[0]], known[needs[1]]) else "0"
    return f"{v[0]} - {v[1]} + {v[2]}" if name in "AB" else f"{v[0]} + {v[1]} - {v[2]}"


def groups(q: Question) -> Answer:
    """So many in all, so many in one group, in the other, in both: how many in neither, or in both."""
    numbers = q.take(lambda p: p.number)
    if len(numbers) != 4 or q.pieces() or not q.says("both.of") or not q.says("neithers") or q.says("three"):
        raise Unknown
    roles: dict[str, Piece] = {}
    for name, group in (("neither", "neithers"), ("both", "both.of")):
        near = [p for p in numbers if any(meant(w, group) for w in following(q, numbers, p))]
        if len(near) == 1:
            roles[name] = near[0]
    if len(roles) != 1:
        raise Unknown
    rest = [formulas.expression(p.text) for p in numbers if p not in roles.values()]
    total, a, b = rest
    ((role, piece),) = roles.items()
    given = formulas.expression(piece.text)
    if any(not v.is_Integer for v in (*rest, given)) or total < max(a, b):
        raise Unknown
    if role == "both":
        either, asked = a + b - given, total - (a + b - given)
        steps = [
            Step(f"{a} + {b} - {given} = {either}", q.say("groups.either")),
            Step(f"{total} - {either} = {asked}", q.say("groups.rest")),
        ]
        both, name = given, "groups.neither"
    else:
        either, asked = total - given, a + b - (total - given)
        steps = [Step(f"{total} - {given} = {either}", q.say("groups.in")), Step(f"{a} + {b} - {either} = {asked}", q.say("groups.twice"))]
        both, name = asked, "groups.both"
    if asked < 0 or both > min(a, b):
        raise Ask(q.say("story.none"))
    only = (a - both, b - both)
    steps.append(Step(f"{a} - {both} = {only[0]},\\quad {b} - {both} = {only[1]}", q.say("groups.only")))
    outside = asked if role == "both" else given
    steps.append(Step(rf"{only[0]} + {both} + {only[1]} + {outside} = {total}\ \checkmark", q.say("check", "")))
    return Answer(q.say("groups.title"), steps, f"{q.say(name)}: {asked}", "by adding up")


def following(q: Question, numbers: list[Piece], piece: Piece) -> tuple[str, ...]:
    """The words from a number to the next one, or to the question."""
    at = numbers.index(piece)
    if at + 1 < len(numbers):
        return tuple(w for w in numbers[at + 1].before if w not in numbers[at + 1].before[-1:]) or piece.after
    return piece.after
