"""Why a rule holds, for rules that no topic of the catalogue explains: each a short proof with its example."""

from __future__ import annotations

import re
from collections.abc import Callable

from .answer import Answer, Phrases, Step
from .reading import Request, bare, plain
from .words import words

ZERO = r"(?:0|zero|cero|null|nul|(?:ال)?صفر|शून्य|零)"


def factorial(say: Phrases) -> tuple[str, list[Step]]:
    steps = [Step(rf"{n}! = \frac{{{n + 1}!}}{{{n + 1}}} = {value}", say("why.factorial") if n == 3 else "")
             for n, value in ((3, 6), (2, 2), (1, 1))]  # fmt: skip
    return "0! = 1", [*steps, Step(r"0! = \frac{1!}{1} = 1", say("why.again")),
                      Step(r"\binom{n}{n} = \frac{n!}{n!\,0!} = 1", say("why.choose"))]  # fmt: skip


def flip(say: Phrases) -> tuple[str, list[Step]]:
    return "a < b  ⇒  −a > −b", [
        Step(r"2 < 5 \quad \text{:} \quad -2 > -5", say("example")),
        Step(r"a < b \ \Rightarrow\ b - a > 0", say("why.difference")),
        Step(r"(-1)(b - a) = a - b < 0", say("why.turns")),
        Step(r"a - b < 0 \ \Rightarrow\ -b < -a", say("why.subtract")),
        Step(r"-a > -b", say("why.mirror")),
    ]


FACTORIAL = (
    rf"\b0\s*!|(?:{ZERO})\s*(?:factorial|factorielle|fakultat)|factorielle (?:de )?{ZERO}|fatt?orial\w* (?:de |di )?{ZERO}|"
    rf"factorial (?:of |de )?{ZERO}|fakultat (?:von )?{ZERO}|مضروب\s*{ZERO}|{ZERO} (?:का )?(?:फैक्टोरियल|क्रमगुणित)|{ZERO}的阶乘"
)
# What a question is about, and its proof; the first that fits.
TOPICS: list[tuple[str, Callable[[Phrases], tuple[str, list[Step]]]]] = [
    (FACTORIAL, factorial),
    (r"(?:inequal|inegal|inecuac|inequa|desigual|ungleich|متباين|متراجح|असमिका|असमानता|असमता|不等)", flip),
]  # fmt: skip
TURNS = re.compile(r"flip|revers|chang|switch|turn|umdreh|dreh|kehr|cambi|invert|invers|gir|عكس|تغير|نغير|يتغير|बदल|उलट|पलट|变|改|mud")


def reason(request: Request) -> Answer | None:
    """A proof, where a question asks why one of the rules holds."""
    said = " ".join(bare(plain(request.said)).split())
    if not any(re.search(rf"(?<![^\W\d_]){re.escape(word)}" if word.isascii() else re.escape(word), said) for word in words("whys")) \
            and not ({"por", "que"} <= set(request.words) or {"por", "qué"} <= set(request.words)):  # fmt: skip
        return None
    say = Phrases(request.language)
    for pattern, proof in TOPICS:
        if re.search(pattern, said) and (proof is not flip or TURNS.search(said)):
            result, steps = proof(say)
            return Answer(say("why.title"), steps, result, "by proof")
    return None
