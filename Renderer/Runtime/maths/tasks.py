"""Homework with several parts: a) … b) … c) …, which share what stands before them and the formula of an earlier part."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from notation.unreadable import Unreadable

from .answer import Answer, Ask, Phrases, Step
from .reading import read

MARK = re.compile(r"(?:^|(?<=[\s.;,:?]))\(?([a-f]|[1-6]|i{1,3}|iv)[).]\s+(?=\S)")
# A formula with a variable, which a later part may speak of: "its turning points".
FORMULA = re.compile(r"[a-z]\s*\(?[a-z]?\)?\s*=|[a-z]\s*\^|\d\s*[a-z]\b|=")
ORDERS = ("abcdef", "123456")


def split(said: str) -> tuple[str, list[tuple[str, str]]]:
    """What stands before the parts, and each part with its mark; no parts where the marks are not in order."""
    marks = list(MARK.finditer(said))
    for order in ORDERS:
        own = [m for m in marks if m[1] in order]
        if len(own) >= 2 and [m[1] for m in own] == list(order[: len(own)]):
            ends = [*(m.start() for m in own[1:]), len(said)]
            return said[: own[0].start()].strip(), [(m[1], said[m.end() : end].strip(" ;,")) for m, end in zip(own, ends, strict=True)]
    return said, []


# "... and what is ...": two questions in one message, which share nothing.
SECOND = re.compile(
    r"\?\s*(?:and|also|et|y|und|e|و|और)?\s+(?=\S.*\d)|[,;]?\s+(?:and|also|then|et|y|und|e|aussi|tambien|auch|و|और)\s+"
    r"(?=(?:what|how much|how many|find|work out|calculate|solve|quel\w*|combien|calcule|résou\w*|cu[aá]nto|qu[eé] es|calcula|resuelve|"
    r"wie viel|was ist|berechne|löse|quanto|qual|كم|ما|احسب|कितना|क्या)(?![^\W\d_]))|\s+(?=(?:وكم|وما)\s)",
    re.IGNORECASE,
)


def questions(said: str) -> list[str]:
    """The questions of a message with two or three of them, each with its own quantities; else nothing."""
    parts = [part.strip(" ?;,") for part in SECOND.split(said)]
    parts = [part for part in parts if part]
    return parts if 2 <= len(parts) <= 3 and all(re.search(r"\d", part) for part in parts) else []


def each(parts: list[str], language: str, single: Callable[[str, str], Answer | None]) -> Answer | None:
    """One answer of all questions, where each of them can be answered alone."""
    found = [attempt(single, language, [part]) for part in parts]
    solved = [answer for answer in found if answer is not None]
    if len(solved) < len(parts):
        return None
    steps: list[Step] = []
    for k, answer in enumerate(solved, 1):
        head, *rest = answer.steps
        steps += [Step(rf"\text{{{k})}}\quad {head.tex}", head.why), *rest]
    title = " · ".join(dict.fromkeys(answer.title for answer in solved))
    result = ";  ".join(f"{k}) {answer.result}" for k, answer in enumerate(solved, 1))
    return replace(solved[0], title=title if len(title) <= 60 else solved[0].title + " …", steps=steps, result=result, figure=None)


def several(said: str) -> bool:
    before, parts = split(said)
    return len(parts) >= 2 and not NUMBERS_ONLY.fullmatch(before + " ".join(text for _, text in parts))


# 1) 2) 3) as a plain list of numbers is none.
NUMBERS_ONLY = re.compile(r"[\d\s.,;+*/()-]*")


def answered(said: str, language: str, single: Callable[[str, str], Answer | None], whole: Callable[[], Answer | None]) -> Answer | None:
    """
    All parts that can be answered, and for each other one the sentence that it can't; a task that reads as one question
    may be answered as one.
    """
    before, parts = split(said)
    say = Phrases(language)
    formula = formula_of(before)
    found: list[tuple[str, Answer | None]] = []
    last = ""
    for mark, text in parts:
        answer = attempt(single, language, candidates(before, text, formula, last))
        formula = formula_of(text) or formula
        last = text
        found.append((mark, answer))
    solved = [answer for _, answer in found if answer is not None]
    if len(solved) < len(found) and (one := whole_or_none(whole, bool(solved))):
        return one
    if not solved:
        return None
    steps: list[Step] = []
    results = []
    for mark, answer in found:
        if answer is None:
            results.append(f"{mark}) {say('part.unknown', mark + ')')}")
            continue
        head, *rest = answer.steps
        steps += [Step(rf"\text{{{mark})}}\quad {head.tex}", head.why), *rest]
        results.append(f"{mark}) {answer.result}")
    figure = next((answer.figure for answer in solved if answer.figure is not None), None)
    titles = list(dict.fromkeys(answer.title for answer in solved))
    title = " · ".join(titles) if len(" · ".join(titles)) <= 60 else titles[0] + " …"
    return replace(solved[0], title=title, steps=steps, result=";  ".join(results), figure=figure)


def whole_or_none(whole: Callable[[], Answer | None], parts_are_known: bool) -> Answer | None:
    try:
        return whole()
    except Ask:
        if parts_are_known:
            return None
        raise


def candidates(before: str, text: str, formula: str, last: str) -> list[str]:
    own = formula_of(text)
    made = [f"{before} {text}"] if before else []
    if own:
        return [text, *made]
    if formula:
        made = [f"{text} {formula}", *made, f"{last} {text} {formula}"]
    return [*made, text]


def attempt(single: Callable[[str, str], Answer | None], language: str, texts: list[str]) -> Answer | None:
    for text in texts:
        try:
            if found := single(text, language):
                return found
        except (Ask, Unreadable, ZeroDivisionError, ValueError, TypeError, NotImplementedError):
            continue
    return None


def formula_of(text: str) -> str:
    """The first formula with a variable in a text."""
    pieces = [piece.text for piece in read(text, False).pieces if FORMULA.search(piece.text)]
    return pieces[0] if pieces else ""
