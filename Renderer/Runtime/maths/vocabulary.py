"""What a request asks for, by its words."""

from __future__ import annotations

import functools
import re
from importlib import resources
from itertools import pairwise

from .words import ALIF, words

Phrase = tuple[str, ...]


@functools.cache
def phrases() -> dict[str, list[Phrase]]:
    """The phrases of each kind; see vocabulary.tsv."""
    found: dict[str, list[Phrase]] = {}
    for line in resources.files(__package__).joinpath("vocabulary.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, _, words = line.partition("\t")
            words = words.translate(ALIF)
            found[kind] = [tuple(phrase.split()) for phrase in words.split(",") if phrase.strip()]
    return found


def kinds(words: tuple[str, ...]) -> dict[str, int]:
    """What is asked for, each with the number of words that say so."""
    found: dict[str, int] = {}
    for kind, known in phrases().items():
        best = max((len(phrase) for phrase in known if says(words, phrase)), default=0)
        if best:
            found[kind] = best
    if "righttriangle" in found and any(pair in ALIKE for pair in pairwise(words)):
        found.pop("rectangle", None)
    return found


# A right triangle is called after the rectangle in some languages.
ALIKE = {("triangulo", "rectangulo"), ("triangle", "rectangle"), ("triangulo", "retangulo"), ("triangolo", "rettangolo")}


def says(words: tuple[str, ...], phrase: Phrase) -> bool:
    if not phrase[0].isascii() and len(phrase) == 1 and script(phrase[0]) == "han":
        return any(phrase[0] in word for word in words)
    return any(
        all(fits(word, part) for word, part in zip(words[k : k + len(phrase)], phrase, strict=False))
        for k in range(len(words) - len(phrase) + 1)
    )


def fits(word: str, part: str) -> bool:
    """Whether a word is meant: exactly, by its beginning, with Arabic's article, or with one slip in a long one."""
    if part.endswith("*"):
        return word.startswith(part[:-1])
    if word == part or any(word == joined + part for joined in JOINED):
        return True
    if (
        not part.isascii()
        and script(part) == "arabic"
        and len(part) >= 3
        and any(word == joined + part + end for joined in JOINED for end in OF_IT)
    ):
        return True
    if len(part) >= 5 and part.isascii() and word.startswith(part) and word[len(part) :] in ("s", "es", "n", "en"):
        return True
    return len(part) >= 6 and part.isascii() and close(word, part)


# What Arabic joins to a word: articles and small words before it, whose it is after it.
JOINED = ("", "ال", "و", "ب", "ل", "وال", "بال", "لل", "كال", "ف")
OF_IT = ("", "ه", "ها", "هما", "ين", "ان")


def close(word: str, part: str) -> bool:
    """One letter wrong, missing, too many, or two exchanged."""
    if abs(len(word) - len(part)) > 1 or word[0] != part[0]:
        return False
    k = next((k for k, (a, b) in enumerate(zip(word, part, strict=False)) if a != b), min(len(word), len(part)))
    rest = word[k:], part[k:]
    return (
        rest[0][1:] == rest[1][1:]
        or rest[0][1:] == rest[1]
        or rest[0] == rest[1][1:]
        or (len(rest[0]) > 1 and len(rest[1]) > 1 and rest[0][:2] == rest[1][1::-1] and rest[0][2:] == rest[1][2:])
    )


def script(text: str) -> str:
    for sign in text:
        code = ord(sign)
        if 0x4E00 <= code <= 0x9FFF:
            return "han"
        if 0x3040 <= code <= 0x30FF:
            return "kana"
        if 0xAC00 <= code <= 0xD7AF:
            return "hangul"
        if 0x0400 <= code <= 0x04FF:
            return "cyrillic"
        if 0x0600 <= code <= 0x06FF:
            return "arabic"
        if 0x0900 <= code <= 0x097F:
            return "devanagari"
    return "latin"


MARKERS = {name: words(f"language.{name}") for name in ("fr", "es", "de", "en", "it", "pt")}


# Letters and endings that few languages have.
SIGNS_OF = [
    ("ß", ("de",)),
    ("äöü", ("de",)),
    ("ñ¿¡", ("es",)),
    ("çœèùîô", ("fr",)),
    ("ãõç", ("pt",)),
    ("é", ("pt", "fr", "es")),
    ("òì", ("it",)),
    ("áíóú", ("es", "pt")),
]
ENDS_OF = [
    (("ción", "ciones", "dad", "dades"), "es"),
    (("ção", "ções", "dade", "dades", "agem", "ês"), "pt"),
    (("ung", "ungen", "keit", "heit", "lich"), "de"),
    (("zione", "zioni"), "it"),
    (("ité", "eux", "ème", "tre"), "fr"),
]


def language(said_words: tuple[str, ...], said: str) -> str:
    """The language of a request: one of en, fr, es, de, ar, hi, zh, it, pt, ru; English where nothing tells."""
    by = {"arabic": "ar", "devanagari": "hi", "han": "zh", "cyrillic": "ru"}
    for sign in said:
        if (found := script(sign)) in by:
            return by[found]
    score = {name: sum(word in marks for word in said_words) for name, marks in MARKERS.items()}
    lower = said.lower()
    for signs, names in SIGNS_OF:
        for name in names:
            score[name] += 2 * sum(sign in lower for sign in signs)
    for word in re.findall(r"[^\W\d_]{4,}", lower):
        for ends, name in ENDS_OF:
            score[name] += 2 * word.endswith(ends)
    best = max(score, key=lambda name: (score[name], name == "en"))
    return best if score[best] else "en"
