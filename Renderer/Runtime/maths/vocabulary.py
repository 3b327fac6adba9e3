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
    said = [meanings(word) for word in words]
    found: dict[str, int] = {}
    for part in frozenset().union(*said):
        for kind, phrase in index().get(part, ()):
            if len(phrase) > found.get(kind, 0) and (len(phrase) == 1 or says(said, phrase)):
                found[kind] = len(phrase)
    for kind, part in runs():
        if kind not in found and any(part in word for word in words):
            found[kind] = 1
    if "righttriangle" in found and any(pair in ALIKE for pair in pairwise(words)):
        found.pop("rectangle", None)
    return found


@functools.cache
def index() -> dict[str, list[tuple[str, Phrase]]]:
    """Each phrase with its kind, by its first part."""
    found: dict[str, list[tuple[str, Phrase]]] = {}
    for kind, known in phrases().items():
        for phrase in known:
            if not is_run(phrase):
                found.setdefault(phrase[0], []).append((kind, phrase))
    return found


@functools.cache
def runs() -> list[tuple[str, str]]:
    """What Chinese writes within a longer run of signs, with its kind."""
    return [(kind, phrase[0]) for kind, known in phrases().items() for phrase in known if is_run(phrase)]


def is_run(phrase: Phrase) -> bool:
    return len(phrase) == 1 and not phrase[0].isascii() and script(phrase[0]) == "han"


# A right triangle is called after the rectangle in some languages.
ALIKE = {("triangulo", "rectangulo"), ("triangle", "rectangle"), ("triangulo", "retangulo"), ("triangolo", "rettangolo")}


def says(said: list[frozenset[str]], phrase: Phrase) -> bool:
    return any(
        all(part in meant for meant, part in zip(said[k : k + len(phrase)], phrase, strict=False))
        for k in range(len(said) - len(phrase) + 1)
    )


@functools.cache
def parts() -> frozenset[str]:
    return frozenset(part for known in phrases().values() for phrase in known for part in phrase)


@functools.cache
def long_parts() -> dict[tuple[str, int], list[str]]:
    """The parts in which one slip is forgiven, by their first letter and length."""
    found: dict[tuple[str, int], list[str]] = {}
    for part in parts():
        if len(part) >= 6 and part.isascii() and not part.endswith("*"):
            found.setdefault((part[0], len(part)), []).append(part)
    return found


@functools.lru_cache(maxsize=4096)
def meanings(word: str) -> frozenset[str]:
    """The parts of phrases that are meant: exactly, by a beginning, with Arabic's article, or with one slip in a long one."""
    beginnings = {word[:k] + "*" for k in range(len(word) + 1)}
    rest = {word[len(joined) :] for joined in JOINED if word.startswith(joined)}
    exact = {part for part in rest if not part.endswith("*")}
    arabic = {part for left in rest for end in OF_IT if left.endswith(end) and len(part := left[: len(left) - len(end)]) >= 3
              and not part.isascii() and script(part) == "arabic"}  # fmt: skip
    plural = {
        part for end in ("s", "es", "n", "en") if word.endswith(end) and len(part := word[: len(word) - len(end)]) >= 5 and part.isascii()
    }
    slips = {part for n in (-1, 0, 1) for part in long_parts().get((word[:1], len(word) + n), ()) if close(word, part)}
    return parts() & (beginnings | exact | arabic | plural | slips)


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
