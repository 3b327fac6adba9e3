"""Worked answers as a kind of job."""

from __future__ import annotations

import json

from notation.unreadable import Unreadable
from sandbox import files
from sandbox.report import Said, tell
from sandbox.work import MEDIA, Request, Watch, Work

FILE = f"{MEDIA}/answer.json"


def warm_up() -> None:
    """Imports SymPy, and what it imports only when it is first used, in the parent of all jobs."""
    from .answering import answer

    for said in ("solve x^2 - 2 = 0", "integral of x e^x from 0 to 1", "limit of sin(x)/x as x -> 0"):
        answer(said)


def run(request: Request, report: int) -> None:
    from .answering import answer

    try:
        found = answer(request["said"])
    except (Unreadable, MemoryError, RecursionError):
        found = {"outcome": "none", "language": "en", "quantities": []}
    with open(FILE, "w", encoding="utf-8") as file:
        json.dump(found, file, ensure_ascii=False)
    tell(report, facts={"drawn": True})


def deliver(request: Request, said: Said, status: int, watch: Watch) -> None:
    files.send_one("answer", FILE, request["output"], "maths", "It could not be worked out within its limits.")


WORK = Work(run, deliver)
