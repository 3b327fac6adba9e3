"""How many are left: what is there at first, what goes and what comes, told in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from . import shopping
from .answer import Answer, Ask, Step, Unknown
from .arithmetic import number_tex, number_text
from .formulas import tex
from .library import sp
from .question import Question, meant
from .reading import bare, plain
from .words import words

# Parts of a whole as words; Arabic writes whose part it is behind them.
SHARES = [(sp.Rational(1, 2), words("share.half")), (sp.Rational(1, 3), words("share.third")), (sp.Rational(1, 4), words("share.quarter")),
          (sp.Rational(1, 5), words("share.fifth"))]  # fmt: skip
TOKEN = re.compile(r"\d+(?:\.\d+)?\s*%|\d+\s*/\s*\d+|\d+(?:\.\d+)?|[^\s\d.,;:!?()%/।，。？、'\"]+")
MONEY = re.compile(r"[€£$¥₹]")


@dataclass
class Event:
    """A quantity of the story: an amount, or a share of what there was; sign +1 or -1 by its verb."""

    amount: Any
    is_share: bool
    sign: int
    of_rest: bool
    of_whole: bool = False


def share_named(word: str) -> Any | None:
    for share, known in SHARES:
        for name in known:
            if word == name or not name.isascii() and len(name) > 2 and (word.startswith(name) and len(word) - len(name) <= 2 or
                                                                          word.endswith(name) and len(word) - len(name) <= 3):  # fmt: skip
                return share
    return None


def told(q: Question) -> tuple[Any, list[Event]]:
    """The first amount, and what happened to it."""
    said = bare(plain(q.request.said))
    sentences = said
    tokens = [m[0] for m in TOKEN.finditer(sentences)]
    money = bool(MONEY.search(q.request.said)) or any(meant(t, "money") for t in tokens)
    quantities = list(found(tokens))
    if len(quantities) < 2 or quantities[0][2]:
        raise Unknown
    first = quantities[0][1]
    events = []
    sign = 0
    verb_last = q.language == "hi"
    for k, (at, amount, is_share) in enumerate(quantities[1:], 1):
        before = tokens[quantities[k - 1][0] + 1 : at]
        after = tokens[at + 1 : quantities[k + 1][0] if k + 1 < len(quantities) else len(tokens)]
        if any(meant(word, "shop.has") for word in before):
            raise Unknown  # what another has is no part of it
        own = direction(before, money) if not verb_last else direction(after, money)
        sign = own or (direction(after, money) if k == len(quantities) - 1 and not sign else 0) or sign
        if not sign and not (q.says("therest") and is_share):
            raise Unknown
        clause = after[: next((j for j, word in enumerate(after[:5]) if meant(word, "askingcount")), 5)]
        rest = any(meant(word, "therest") for word in clause)
        # "1/3 are red, 1/4 are green, the rest is yellow": parts of the whole.
        events.append(Event(amount, is_share, sign or -1, rest, of_whole=not sign))
    return first, events


def found(tokens: list[str]) -> Iterator[tuple[int, Any, bool]]:
    for at, token in enumerate(tokens):
        if token.endswith("%"):
            yield at, sp.Rational(token.rstrip("% ")) / 100, True
        elif "/" in token:
            above, below = token.split("/")
            if int(below) == 0:
                raise Unknown
            yield at, sp.Rational(int(above), int(below)), True
        elif token[0].isdigit():
            yield at, sp.Rational(token), False
        elif (share := share_named(token)) is not None:
            yield at, share, True


def direction(words_said: list[str], money: bool) -> int:
    """-1 where a verb takes away, +1 where it adds; of two verbs the last one counts. Who buys with money has less of it."""
    sign = 0
    for word in words_said:
        if meant(word, "spending"):
            sign = -1 if money else 1
        elif meant(word, "takesaway"):
            sign = -1
        elif meant(word, "adds"):
            sign = 1
    return sign


def how_many_left(q: Question) -> Answer:
    """One amount after all that happened to it."""
    if not q.says("leftover") or any(q.says(group) for group in ("eachs", "moreover.than", "timeses")):
        raise Unknown
    if any(p.number and shopping.role(p) == "each" for p in q.pieces()):
        raise Unknown  # the price of one, not of all
    first, events = told(q)
    if first <= 0 or len(events) > 6:
        raise Unknown
    for piece in q.pieces():
        piece.used = True
    steps = [Step(number_tex(first), q.say("left.start"))]
    now: Any = first
    for k, event in enumerate(events):
        part = event.amount
        if event.is_share:
            if k > 0 and not event.of_rest and not event.of_whole and q.language != "ar":
                raise Ask(q.say("left.which", tex(event.amount).replace("\\frac{", "").replace("}{", "/").rstrip("}")))
            base = first if event.of_whole else now
            part = base * event.amount
            steps.append(Step(rf"{tex(event.amount)} \cdot {number_tex(base)} = {number_tex(part)}", q.say("percent.of")))
        after = now + event.sign * part
        steps.append(Step(f"{number_tex(now)} {'+' if event.sign > 0 else '-'} {number_tex(part)} = {number_tex(after)}"))
        now = after
        if now < 0:
            raise Ask(q.say("story.none"))
    return Answer(q.say("story.title"), steps, number_text(now), "by counting back")
