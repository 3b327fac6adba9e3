"""Reads a formula's typographic signs as those of a keyboard."""

from __future__ import annotations

import re

from . import table

PLAIN = frozenset(
    {
        "hyphen",
        "dash",
        "minus",
        "plus",
        "times",
        "invisible-times",
        "divide",
        "space",
        "line-end",
        "invisible",
        "joiner",
        "direction",
        "full-width",
        "punctuation",
        "decimal-point",
        "thousands-separator",
        "digit",
        "letter",
        "lookalike",
        "single-quote",
        "prime",
        "arrow",
        "relation",
    }
)
CONSTANTS = frozenset({"constant"})

# No-break spaces, apostrophes and the Arabic sign between groups of three digits.
GROUPS = re.compile(r"(?<=\d)[\u00a0\u2009\u202f'’٬](?=\d{3}(?!\d))")


def plain(text: str) -> str:
    """
    The formula in plain signs: powers after ^, indexes after _, fractions and names of constants in ASCII. √, ∛, brackets of
    floor and ceiling, and whatever has no plain form, stay.
    """
    text = GROUPS.sub("", text)
    if text.isascii():
        return text
    text = runs(text, "superscript", "^")
    text = runs(text, "subscript", "_")
    text = re.sub(r"(\d+)?\s?([¼-¾⅐-⅞↉])", mixed, text)
    text = "".join(f" {table.table()[c].plain} " if table.kind(c) in CONSTANTS else c for c in text)
    return table.replaced(text, PLAIN)


def mixed(found: re.Match[str]) -> str:
    """2½ is 2 and a half."""
    whole, fraction = found.group(1), table.table()[found.group(2)].plain
    return f"({whole}+{fraction})" if whole else f"({fraction})"


def runs(text: str, kind: str, mark: str) -> str:
    """Signs of this kind that stand together, in brackets after the mark."""
    out: list[str] = []
    inside = False
    for character in text:
        sign = table.of(character)
        if sign is not None and sign.kind == kind:
            out.append(sign.plain if inside else f"{mark}({sign.plain}")
            inside = True
            continue
        out.append(")" + character if inside else character)
        inside = False
    return "".join(out) + (")" if inside else "")
