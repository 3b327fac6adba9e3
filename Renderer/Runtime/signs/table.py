"""The table of signs, signs.tsv; Signs.cs reads the same file."""

from __future__ import annotations

import functools
import os
from typing import NamedTuple


class Sign(NamedTuple):
    """What kind a sign is, and the plain text that it stands for."""

    kind: str
    plain: str


def of(character: str) -> Sign | None:
    """The sign, or None for one that stands for itself."""
    return table().get(character)


def kind(character: str) -> str:
    """The sign's kind, "" for one that stands for itself."""
    sign = table().get(character)
    return sign.kind if sign else ""


def replaced(text: str, kinds: frozenset[str]) -> str:
    """The text with the plain form of every sign of these kinds."""
    return text if text.isascii() else text.translate(plain_of(kinds))


@functools.cache
def plain_of(kinds: frozenset[str]) -> dict[int, str]:
    """For str.translate."""
    return {ord(character): sign.plain for character, sign in table().items() if sign.kind in kinds}


@functools.cache
def table() -> dict[str, Sign]:
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "signs.tsv")
    with open(path, encoding="utf-8") as file:
        return {character: sign for line in file if not line.startswith("#") for character, sign in row(line.rstrip("\n"))}


def row(line: str) -> list[tuple[str, Sign]]:
    codes, kind, plain, _ = line.split("\t")
    first, _, last = codes.partition("-")
    low, high = int(first, 16), int(last or first, 16)
    if last and plain.endswith(".."):
        return [(chr(low + n), Sign(kind, chr(ord(plain[0]) + n))) for n in range(high - low + 1)]
    sign = Sign(kind, plain.replace("\\n", "\n"))
    return [(chr(code), sign) for code in range(low, high + 1)]
