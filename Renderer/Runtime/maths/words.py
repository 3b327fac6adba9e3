"""Groups of words that mean the same to the engine; see words.tsv."""

from __future__ import annotations

import functools
from importlib import resources

# Arabic's alif with a hamza is often typed without.
ALIF = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ß": "ss"})


@functools.cache
def table() -> dict[str, frozenset[str]]:
    found = {}
    for line in resources.files(__package__).joinpath("words.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, words = line.partition("\t")
            found[name] = frozenset(words.translate(ALIF).split())
    return found


def words(name: str) -> frozenset[str]:
    return table()[name]
