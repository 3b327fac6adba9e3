"""From a request in words to a worked answer, a question back, or nothing where it is not about a computation."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from notation.unreadable import Unreadable

from . import (
    aging,
    algebra,
    anglerules,
    arithmetic,
    baskets,
    bell,
    calculus,
    chance,
    clock,
    compass,
    complexes,
    converge,
    curves,
    data,
    events,
    families,
    formulas,
    frame,
    geometry,
    growing,
    identities,
    implicit,
    inverse,
    left,
    meeting,
    motion,
    progress,
    rates,
    reading,
    reasons,
    related,
    scientific,
    sequences,
    share,
    shopping,
    solids,
    stepwise,
    stories,
    tasks,
    terms,
    throws,
    triangles,
    truth,
    variation,
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
    (("irrational",), whole.irrational),
    (("probability", "chances"), events.chances),
    (("groups",), events.groups),
    (("standard",), scientific.standard),
    (("cramer",), stepwise.cramer),
    (("moivre",), stepwise.moivre),
    (("coefficient",), stepwise.coefficient),
    (("newton",), stepwise.newton),
    (("recursion",), stepwise.recursion),
    (("sets",), families.sets),
    (("divisible",), families.divisible),
    (("compass",), compass.journey),
    (("angles",), anglerules.from_one),
    (("growing",), growing.related),
    (("meeting",), meeting.meeting),
    (("baskets",), baskets.prices),
    (("mixing",), stories.added_to),
    (("truth",), truth.claim),
    (("offer",), shopping.offer),
    (("better",), shopping.better),
    (("shopping",), shopping.bill),
    (("left",), left.how_many_left),
    (("cone",), solids.slant),
    (("pyramid",), solids.pyramid),
    (("prism",), solids.prism),
    (("progress", "dots"), progress.listed),
    (("variation",), variation.variations),
    (("clock",), clock.clock),
    (("together",), share.together),
    (("varies",), share.varies),
    (("missingvalue",), share.missing_value),
    (("terms",), terms.by_terms),
    (("progress",), progress.told),
    (("aging",), aging.ages),
    (("normal",), bell.normal),
    (("converge",), converge.converges),
    (("fit",), curves.through),
    (("related",), related.rectangle),
    (("letters",), chance.words_of),
    (("draws", "probability"), chance.urn),
    (("polygon",), geometry.sides_by_angle),
    (("diagonals",), geometry.diagonals),
    (("semicircle",), geometry.half_disc),
    (("slope",), geometry.slope_of),
    (("slope",), calculus.slope_at),
    (("roundtable",), chance.round_table),
    (("parity",), curves.parity),
    (("compose", "evaluate"), curves.composed),
    (("fractionof",), rates.fraction_of),
    (("walk",), triangles.walk),
    (("triangle",), triangles.by_expressions),
    (("derivative",), implicit.slope),
    (("identity",), identities.identity),
    *stories.STORIES,
    (("circle", "square", "rectangle", "triangle", "cuboid", "sphere", "cylinder", "cone"), inverse.backwards),
    (("induction",), sequences.induction),
    (("differential",), calculus.differential),
    (("revolution",), calculus.revolution),
    (("modulo",), whole.modulo),
    (("interest",), rates.interest),
    (("probability",), chance.probability),
    (("probability",), throws.throws),
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
    (("committee",), whole.committee),
    (("combinations",), whole.each_with_each),
    (("combinations", "permutations"), whole.choose),
    (("letters",), chance.letters),
    (("inarow",), chance.row),
    (("factorial",), whole.factorial),
    (("grouped",), data.grouped),
    (("quartiles",), data.quartiles),
    (("mean", "median", "mode", "deviation", "span"), data.statistics),
    (("sequence",), sequences.sequence),
    (("sequence", "running", "dots"), sequences.series_of_terms),
    (("dots",), sequences.finite),
    (("running", "runningsum"), sequences.running),
    (("firstnumbers",), sequences.first_numbers),
    (("series",), calculus.series),
    (("domain",), curves.domain),
    (("inversefunction",), curves.inverse),
    (("vertex",), curves.vertex),
    (("circleequation", "circle"), curves.circle_through),
    (("circleequation", "circle"), curves.circle),
    (("between",), curves.between),
    (("limit",), calculus.limit),
    (("extremes", "inflection"), curves.extremes),
    (("partial",), curves.partial),
    (("integral", "byparts", "substitution"), calculus.integral),
    (("derivative",), calculus.derivative),
    (("cone", "cylinder", "sphere"), geometry.solid),
    (("cuboid",), geometry.box),
    (("polygon",), geometry.polygon),
    (("parallelogram",), geometry.parallelogram),
    (("thirdangle",), triangles.third_angle),
    (("ladder",), triangles.ladder),
    (("righttriangle",), triangles.right),
    (("circle", "rectangle", "hypotenuse", "triangle", "square", "trapezium", "sector"), geometry.flat),
    (("solvetriangle",), triangles.oblique),
    (("triangle",), triangles.area_by_angle),
    (("bayes",), data.bayes),
    (("polar", "modulus", "argument", "complexroots"), complexes.polar),
    (("trade",), rates.trade),
    (("recurring",), arithmetic.recurring),
    (("convert",), arithmetic.convert),
    (("percent",), arithmetic.percent),
    (("speed",), motion.motion),
    (("proportion",), rates.proportion),
    (("perhundred",), share.per_hundred),
    (("rounding",), rates.rounding),
    (("ratio",), rates.ratio),
    (("units",), rates.units),
    (("longdivision",), arithmetic.long_division),
    (("factorise",), reshape("factorise")),
    (("expand",), reshape("expand")),
    (("simplify",), reshape("simplify")),
    (("crossing",), curves.crossing),
    (("evaluate",), curves.evaluate),
    (("compare",), stories.compare),
    (("solve",), algebra.solve),
    (("divide",), arithmetic.long_division),
    (("multiply",), arithmetic.long_product),
    (("plot",), implicit.curve),
    (("plot",), calculus.plot),
]


def answer(said: str) -> dict[str, Any]:
    """
    {"outcome": "answer", title, steps, result, hint, code, language}, {"outcome": "ask", message, language}, or, for what no
    solver knows, {"outcome": "none", language}.
    """
    request = understood(said)
    language = request.language

    def whole() -> Answer | None:
        return worked(request, vocabulary.kinds(request.words))

    try:
        found = tasks.answered(said, language, single, whole) if tasks.several(said) else one_or_each(said, language, whole)
    except Ask as ask:
        return {"outcome": "ask", "message": str(ask), "language": language}
    except ZeroDivisionError:
        return {"outcome": "ask", "message": Phrases(language)("divide.zero"), "language": language}
    if found is None:
        return {"outcome": "none", "language": language, "message": unread(request)}
    return {
        "outcome": "answer",
        "language": language,
        "title": found.title,
        "steps": [{"tex": step.tex, "why": step.why} for step in found.steps],
        "result": found.result,
        "hint": Phrases(language)("video"),
        "code": frame.code(found),
    }


def one_or_each(said: str, language: str, whole: Callable[[], Answer | None]) -> Answer | None:
    """A message as one question; where it is none, as the questions that stand in it."""
    asked: Ask | None = None
    try:
        if found := whole():
            return found
    except Ask as ask:
        asked = ask
    if (parts := tasks.questions(said)) and (found := tasks.each(parts, language, single)):
        return found
    if asked is not None:
        raise asked
    return None


def single(said: str, language: str) -> Answer | None:
    """One task of several, in the language of all."""
    request = understood(said, language)
    return worked(request, vocabulary.kinds(request.words))


def understood(said: str, language: str | None = None) -> reading.Request:
    language = language or vocabulary.language(reading.read(said, False).words, said)
    request = reading.read(said, language in DECIMAL_COMMA)
    request.language = language
    return request


def unread(request: reading.Request) -> str | None:
    """A question about a formula in a message that nothing was made of, so that it is not lost."""
    seen = next((piece.text for piece in request.pieces if WRITTEN.search(piece.text) and not piece.number), None)
    return None if seen is None else Phrases(request.language)("formula.seen", seen)


# A formula rather than a number: an equation, or an operation with a variable.
WRITTEN = re.compile(r"=|[a-z]\s*[-+*/^]|[-+*/^]\s*[a-z]|\d[a-z]")
DECIMAL_COMMA = ("fr", "es", "de", "it", "pt", "ru")
# Signs of a formula that was not read.
SIGNS = re.compile(r"[=∫∑√^+*/<>\d]")
# A proof or a reason is asked for: a computation is no answer to that.
REASONS = words("reasons")
# Words that change what is asked, and that no solver takes: better no answer than that of another question.
CHANGES = words("changes")
# What says no more than that something is to be worked out or drawn.
PLAIN = words("plain")
HAN = sorted((word for word in PLAIN if vocabulary.script(word) == "han"), key=len, reverse=True)
# What a request for an idea is shown by.
EXAMPLES = {
    "derivative": "x^2 - 2x",
    "tangent": "x^2 ; x=1",
    "integral": "x^2 from 0 to 2",
    "byparts": "x * e^x",
    "substitution": "2x * cos(x^2)",
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


# The languages of the catalogue's topics, and the ideas that none of these topics speaks of.
SPOKEN = ("en", "fr", "es", "de", "ar", "hi", "zh", "pt")
UNSPOKEN = (
    "completesquare",
    "partialfractions",
    "gcd",
    "lcm",
    "primefactors",
    "cross",
    "factorise",
    "inverse",
    "mean",
    "median",
    "percent",
)
# In English these words have other meanings too.
CERTAIN = ("byparts", "substitution", "completesquare", "partialfractions", "gcd", "lcm", "primefactors", "cross")


def idea(request: reading.Request, kinds: dict[str, int]) -> Answer | None:
    if {"mean", "median"} <= set(kinds) and request.language in SPOKEN:
        return None  # both together are a topic
    if len(request.words) > 12 or SIGNS.search(request.said):
        return None
    if request.language in SPOKEN:
        kinds = {kind: words for kind, words in kinds.items() if kind in UNSPOKEN}
    if request.language == "en":
        kinds = {kind: words for kind, words in kinds.items() if kind in CERTAIN and (words > 1 or kind in ("gcd", "lcm"))}
    return by_example(kinds, request.language)


def worked(request: reading.Request, kinds: dict[str, int]) -> Answer | None:
    if (proof := reasons.reason(request)) is not None:
        return proof
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
    if "recurring" in request.marks:
        tried = [solver for solver in tried if solver in (arithmetic.recurring, sequences.sequence)]  # others would cut its digits off
    shaped = [] if {"differential", "recurring"} & request.marks else by_shape(request)
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


HAN_REASONS = [word for word in REASONS if vocabulary.script(word) == "han"]


def unclaimed(words: set[str], kinds: dict[str, int]) -> bool:
    """Whether a word asks for a reason, or changes what is asked, in a way that no kind of the request knows."""
    words = words | {part for part in HAN_REASONS if any(part in word for word in words)}
    if {"por", "que"} <= words and not words & {"x", "y"}:
        words = words | {"porque"}
    asking = (words & REASONS) - {"show"} | ({"that"} if {"show", "that"} <= words else set())
    claimed = set[str]().union(*(known for kind, known in CLAIMS.items() if kind in kinds))
    return bool(((words & CHANGES) | asking) - claimed)


CLAIMS = {name.removeprefix("claims."): known for name, known in table().items() if name.startswith("claims.")}


def is_plain(word: str) -> bool:
    """Chinese writes several of these words in one run."""
    if word in PLAIN:
        return True
    for part in HAN:
        word = word.replace(part, "")
    return not word


def divided(text: str) -> None:
    """Raises ZeroDivisionError for a formula that divides by zero."""
    try:
        formulas.expression(text)
    except Unreadable:
        return


# More than a number, and no date or name such as 9/11 or 747-400.
CALCULATION = re.compile(r"\d\s*[+*^]\s*[\d(√]|\d/\d+\s*[-/]\s*\d|\d\s+-\s+\d|\)\s*[-+*/]\s*[\d(]|[\d)]\s*[-+*/]\s*\(")
OTHERWISE = words("otherwise")
LETTER = re.compile(r"[a-zA-Z]")


def by_shape(request: reading.Request) -> list[Solver]:
    """What a request without a known verb is, by its formulas: an equation to solve, a sum, a function to draw."""
    texts = [piece.text for piece in request.pieces]
    out: list[Solver] = []
    if len(texts) == 1 and CALCULATION.search(texts[0]) and not LETTER.search(texts[0]) and not OTHERWISE & set(request.words):
        return [arithmetic.calculate]  # a sum is worked out whatever is said around it
    if any(not is_plain(word) for word in request.words):
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
