"""What a solver gives: the steps of a computation with their reasons, its result, and what to draw beside it."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

LANGUAGES = ("en", "fr", "es", "de", "ar", "hi", "zh", "pt")


class Ask(Exception):
    """The request can't be worked out as it stands; the message says in the person's language what is missing or not known."""


class Unknown(Exception):
    """The request is none that a solver knows."""


@dataclass(frozen=True)
class Step:
    """One line: LaTeX, and why it follows from the one before."""

    tex: str
    why: str = ""


@dataclass(frozen=True)
class Figure:
    """What stands beside the steps. kind: "plot" with functions of x as text for Python, a window and marks; see frame.py."""

    kind: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """A worked answer. result: one line of plain text; checked: how it was verified."""

    title: str
    steps: Sequence[Step]
    result: str
    checked: str
    figure: Figure | None = None


@functools.cache
def table() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for line in resources.files(__package__).joinpath("phrases.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            key, *texts = line.split("\t")
            found[key] = dict(zip(LANGUAGES, texts, strict=True))
    return found


@dataclass(frozen=True)
class Phrases:
    """The texts of one language; English where a language has none."""

    language: str

    def __call__(self, key: str, *values: object) -> str:
        texts = table()[key]
        return texts.get(self.language, texts["en"]).format(*values)
