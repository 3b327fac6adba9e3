"""From a request in words to a worked answer, a question back, or nothing where it is not about a computation."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from notation.unreadable import Unreadable

from . import (
    algebra,
    arithmetic,
    calculus,
    chance,
    complexes,
    curves,
    data,
    formulas,
    frame,
    geometry,
    rates,
    reading,
    sequences,
    triangles,
    vectors,
    vocabulary,
    whole,
)
from .answer import Answer, Ask, Phrases, Unknown
from .library import sp
from .question import Question
from .words import table, words

Solver = Callable[[Question], Answer]


def reshape(kind: str) -> Solver:
    return lambda q: algebra.reshape(q, kind)


# What is tried for each kind of request, the most specific first.
SOLVERS: list[tuple[tuple[str, ...], Solver]] = [
    (("induction",), sequences.induction),
    (("differential",), calculus.differential),
    (("revolution",), calculus.revolution),
    (("modulo",), whole.modulo),
    (("interest",), rates.interest),
    (("probability",), chance.probability),
    (("gauss", "product", "determinant", "inverse", "eigen", "multiply", "transpose", "rank"), vectors.matrices),
    (("dot", "cross", "angle", "vectoradd", "length", "unitvector"), vectors.vectors),
    (("line", "distance", "midpoint", "slope"), geometry.plane),
    (("normalline", "tangent"), calculus.tangent),
    (("completesquare",), reshape("completesquare")),
    (("partialfractions",), reshape("partialfractions")),
    (("primelist",), whole.primes_to),
    (("primefactors",), whole.prime_factors),
    (("gcd", "lcm"), whole.euclid),
    (("base",), whole.base),
    (("isprime",), whole.is_prime),
    (("combinations", "permutations"), whole.choose),
    (("letters",), chance.letters),
    (("inarow",), chance.row),
    (("factorial",), whole.factorial),
    (("mean", "median", "mode", "deviation", "span"), data.statistics),
    (("sequence",), sequences.sequence),
    (("sequence", "running", "dots"), sequences.series_of_terms),
    (("dots",), sequences.finite),
    (("running", "runningsum"), sequences.running),
    (("series",), calculus.series),
    (("domain",), curves.domain),
    (("inversefunction",), curves.inverse),
    (("vertex",), curves.vertex),
    (("circleequation", "circle"), curves.circle),
    (("between",), curves.between),
    (("limit",), calculus.limit),
    (("extremes", "inflection"), curves.extremes),
    (("partial",), curves.partial),
    (("integral",), calculus.integral),
    (("derivative",), calculus.derivative),
    (("cone", "cylinder", "sphere"), geometry.solid),
    (("cuboid",), geometry.box),
    (("polygon",), geometry.polygon),
    (("thirdangle",), triangles.third_angle),
    (("righttriangle",), triangles.right),
    (("circle", "rectangle", "hypotenuse", "triangle", "square", "trapezium", "sector"), geometry.flat),
    (("solvetriangle",), triangles.oblique),
    (("bayes",), data.bayes),
    (("polar", "modulus", "argument", "complexroots"), complexes.polar),
    (("convert",), arithmetic.convert),
    (("percent",), arithmetic.percent),
    (("speed",), rates.speed),
    (("proportion",), rates.proportion),
    (("rounding",), rates.rounding),
    (("ratio",), rates.ratio),
    (("units",), rates.units),
    (("longdivision",), arithmetic.long_division),
    (("factorise",), reshape("factorise")),
    (("expand",), reshape("expand")),
    (("simplify",), reshape("simplify")),
    (("crossing",), curves.crossing),
    (("evaluate",), curves.evaluate),
    (("solve",), algebra.solve),
    (("divide",), arithmetic.long_division),
    (("multiply",), arithmetic.long_product),
    (("plot",), calculus.plot),
]


def answer(said: str) -> dict[str, Any]:
    """
    {"outcome": "answer", title, steps, result, hint, code, language}, {"outcome": "ask", message, language}, or, for what no
    solver knows, {"outcome": "none", language}.
    """
    request = understood(said)
    language = request.language
    try:
        found = worked(request, vocabulary.kinds(request.words))
    except Ask as ask:
        return {"outcome": "ask", "message": str(ask), "language": language}
    except ZeroDivisionError:
        return {"outcome": "ask", "message": Phrases(language)("divide.zero"), "language": language}
    if found is None:
        return {"outcome": "none", "language": language}
    return {
        "outcome": "answer",
        "language": language,
        "title": found.title,
        "steps": [{"tex": step.tex, "why": step.why} for step in found.steps],
        "result": found.result,
        "hint": Phrases(language)("video"),
        "code": frame.code(found),
    }


def understood(said: str) -> reading.Request:
    language = vocabulary.language(reading.read(said, False).words, said)
    request = reading.read(said, language in DECIMAL_COMMA)
    request.language = language
    return request


DECIMAL_COMMA = ("fr", "es", "de", "it", "pt", "ru")
# Signs of a formula that was not read.
SIGNS = re.compile(r"[=∫∑√^+*/<>\d]")
# A proof or a reason is asked for: a computation is no answer to that.
REASONS = words("reasons")
# Words that change what is asked, and that no solver takes: better no answer than that of another question.
CHANGES = words("changes")
# What says no more than that something is to be worked out or drawn.
PLAIN = words("plain")
# What a request for an idea is shown by.
EXAMPLES = {
    "derivative": "x^2 - 2x",
    "tangent": "x^2 ; x=1",
    "integral": "x^2 from 0 to 2",
    "limit": "tendsto x=2 , (x^2 - 4)/(x - 2)",
    "series": "e^x",
    "factorise": "x^2 + 5x + 6",
    "completesquare": "x^2 + 6x + 5",
    "partialfractions": "1/(x^2 - 1)",
    "solve": "x^2 - 5x + 6 = 0",
    "determinant": "[[3, 1], [1, 2]]",
    "inverse": "[[2, 1], [1, 1]]",
    "eigen": "[[2, 1], [1, 2]]",
    "gauss": "x + y = 3 , x - y = 1",
    "product": "[[1, 2], [3, 4]] , [[5, 6], [7, 8]]",
    "dot": "(1, 2) , (3, 4)",
    "cross": "(1, 0, 0) , (0, 1, 0)",
    "gcd": "48 , 36",
    "lcm": "4 , 6",
    "primefactors": "360",
    "median": "3 , 7 , 5 , 9 , 4",
    "mean": "3 , 7 , 5 , 9 , 6",
    "percent": "15% , 80",
    "combinations": "5 , 2",
    "hypotenuse": "3 , 4",
}


def by_example(kinds: dict[str, int], language: str) -> Answer | None:
    """An idea shown by one example, which is said to be one."""
    # Of two kinds the one that more words speak for: a scalar product is no product of matrices.
    kind = max((kind for kind in EXAMPLES if kind in kinds), key=lambda kind: kinds[kind], default=None)
    if kind is None:
        return None
    request = reading.read(EXAMPLES[kind], False)
    request.language = language
    found = worked(request, {kind: 1})
    return None if found is None else replace(found, title=f"{found.title} ({Phrases(language)('example')})")


# The languages of the catalogue's topics.
SPOKEN = ("en", "fr", "es", "de", "ar", "hi", "zh", "pt")
# Ideas that no topic speaks of. The names of the others have more meanings in English.
CERTAIN = ("completesquare", "partialfractions", "gcd", "lcm", "primefactors", "cross")
UNSPOKEN = (*CERTAIN, "factorise", "inverse", "mean", "median", "percent")


def idea(request: reading.Request, kinds: dict[str, int]) -> Answer | None:
    if len(request.words) > 12 or SIGNS.search(request.said):
        return None
    if request.language in SPOKEN:
        kinds = {kind: words for kind, words in kinds.items() if kind in UNSPOKEN}
    if request.language == "en":
        kinds = {kind: words for kind, words in kinds.items() if kind in CERTAIN and (words > 1 or kind in ("gcd", "lcm"))}
    return by_example(kinds, request.language)


def worked(request: reading.Request, kinds: dict[str, int]) -> Answer | None:
    if any(piece.text.endswith("%") for piece in request.pieces):
        kinds = {**kinds, "percent": 1}
    if unclaimed(set(request.words), kinds):
        return None
    if not request.pieces and "polygon" not in kinds and not BARE & set(kinds):
        return idea(request, kinds)
    for piece in request.pieces:
        divided(piece.text)
    tried = [solver for names, solver in SOLVERS if any(name in kinds or name in request.marks for name in names)]
    if "differential" in request.marks:
        tried = [calculus.differential]  # its formulas have rates in them, which no other solver knows
    shaped = [] if "differential" in request.marks else by_shape(request)
    asked: Ask | None = None
    for solver in [*tried, *(s for s in shaped if s not in tried)]:
        if asked is not None and solver not in tried:
            break
        for piece in request.pieces:
            piece.used = False
        q = Question(request, kinds)
        try:
            found = solver(q)
        except (
            Unknown,
            Unreadable,
            NotImplementedError,
            sp.PolynomialError,
            RecursionError,
            TypeError,
            ValueError,
            IndexError,
            KeyError,
            AttributeError,
        ):
            continue
        except Ask as ask:
            asked = asked or ask
            continue
        left = request.left()
        if not left:
            return found
        asked = asked or Ask(q.say("left", ", ".join(piece.text for piece in left)))
    if asked is not None:
        raise asked
    return None


# Kinds that need no number in digits: "at least one head in three flips".
BARE = frozenset({"probability", "letters", "induction"})


def unclaimed(words: set[str], kinds: dict[str, int]) -> bool:
    """Whether a word asks for a reason, or changes what is asked, in a way that no kind of the request knows."""
    asking = (words & REASONS) - {"show"} | ({"that"} if {"show", "that"} <= words else set())
    claimed = set[str]().union(*(known for kind, known in CLAIMS.items() if kind in kinds))
    return bool(((words & CHANGES) | asking) - claimed)


CLAIMS = {name.removeprefix("claims."): known for name, known in table().items() if name.startswith("claims.")}


def divided(text: str) -> None:
    """Raises ZeroDivisionError for a formula that divides by zero."""
    try:
        formulas.expression(text)
    except Unreadable:
        return


def by_shape(request: reading.Request) -> list[Solver]:
    """What a request without a known verb is, by its formulas: an equation to solve, a sum, a function to draw."""
    texts = [piece.text for piece in request.pieces]
    out: list[Solver] = []
    if any(word not in PLAIN for word in request.words):
        return out
    if any(piece.text.startswith("[[") for piece in request.pieces):
        out.append(vectors.matrices)
    if any("%" in t for t in texts):
        out.append(arithmetic.percent)
    if len(texts) == 1 and not ("=" in texts[0] and texts[0].lstrip().startswith("y")):
        out.append(arithmetic.calculate)
    if any(sign in t for t in texts for sign in "<>="):
        if not (len(texts) == 1 and texts[0].replace(" ", "").startswith(("y=", "f(x)="))):
            out.append(algebra.solve)
    if len(texts) == 1:
        out.append(calculus.plot)
    return out
