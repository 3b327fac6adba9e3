"""Worked answers, and the claims of a scene, as a kind of job: a request has what was "said", or a scene's "code"."""

from __future__ import annotations

import json
import sys
from typing import Any

from notation.unreadable import Unreadable
from sandbox import files
from sandbox.report import Said, tell
from sandbox.work import MEDIA, Request, Watch, Work

FILE = f"{MEDIA}/answer.json"


def warm_up() -> None:
    """Imports SymPy, and what it imports only when it is first used, in the parent of all jobs. A root without SymPy still renders."""
    try:
        from .answering import answer
    except ModuleNotFoundError as error:
        sys.stderr.write(f"nothing is worked out: {error}\n")
        return

    for said in ("solve x^2 - 2 = 0", "integral of x e^x from 0 to 1", "limit of sin(x)/x as x -> 0"):
        answer(said)


def run(request: Request, report: int) -> None:
    from . import answering, claims

    found: dict[str, Any]
    if "code" in request:
        found = claims.summary(request["code"])
    else:
        try:
            found = answering.answer(request["said"])
        except (Unreadable, MemoryError, RecursionError):
            found = {"outcome": "none", "language": "en"}
    with open(FILE, "w", encoding="utf-8") as file:
        json.dump(found, file, ensure_ascii=False)
    tell(report, facts={"drawn": True})


def deliver(request: Request, said: Said, status: int, watch: Watch) -> None:
    files.send_one("answer", FILE, request["output"], "maths", "It could not be worked out within its limits.")


WORK = Work(run, deliver)
