"""The pipe on which the process of a scene reports to the trusted first process of its job: one JSON object a line."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from typing import Any

from . import wire
from .shelf import LENT

# Descriptors of the scene's process: where it reports, and where its questions are answered.
REPORT, ANSWERS = 3, 4
FORMULAS, FORMULA_BYTES = 64, 16 * 1024
FRAMES = 1_000_000_000
LINES = 100_000


# Whether a line is being written: what interrupts it must not write its own into it.
telling = False


def tell(report: int, **message: Any) -> None:
    global telling
    data = (json.dumps(message) + "\n").encode()
    telling = True
    try:
        while data:
            data = data[os.write(report, data) :]
    finally:
        telling = False


def ask(report: int, name: str) -> bytes | None:
    """The formula of this name, if it has been set before. Where processes of a scene ask at once, one may hear no instead of yes."""
    try:
        tell(report, want=name)
        if os.read(ANSWERS, 1) != b"y":
            return None
        with open(f"{LENT}/{name}", "rb") as file:
            return file.read()
    except OSError:
        return None


class Said:
    """What the scene's process reported. All of it may be forged by the scene; kept within bounds.

    lend: what to do when it asks for a formula, by its name.
    """

    def __init__(self, lend: Callable[[str], object] = lambda _: None) -> None:
        self.lend = lend
        self.error: dict[str, Any] | None = None
        self.facts: dict[str, Any] = {}
        self.formulas: set[str] = set()
        self.begun = 0
        self.at: dict[str, Any] = {}

    def take(self, line: bytes) -> None:
        try:
            message = json.loads(line)
            if "begun" in message:
                self.begun = max(self.begun, min(int(message["begun"]), FRAMES))
            elif "error" in message and isinstance(message["error"], dict):
                self.error = self.error or message["error"]
            elif "formula" in message and len(self.formulas) < FORMULAS:
                formula = {key: str(message["formula"][key]) for key in ("source", "compiler", "format")}
                # Not every string of JSON is text.
                if sum(len(part.encode()) for part in formula.values()) <= FORMULA_BYTES and formula["source"] not in self.formulas:
                    self.formulas.add(formula["source"])
                    wire.send(formula=formula)
            elif "want" in message and re.fullmatch("[0-9a-f]{40}", message["want"]):
                self.lend(message["want"])
            elif "at" in message and message["at"]["doing"] in ("latex", "drawing", "code"):
                at = {"line": max(0, min(int(message["at"]["line"]), LINES)), "doing": message["at"]["doing"]}
                if at != self.at:
                    self.at = at
                    wire.send(at=at)
            elif "facts" in message and isinstance(message["facts"], dict):
                self.facts.update(message["facts"])
        except (ValueError, AttributeError, TypeError, KeyError, OverflowError, RecursionError):
            pass
