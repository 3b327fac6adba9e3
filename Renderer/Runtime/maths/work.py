"""Worked answers, and the claims of a scene, as a kind of job: a request has what was "said", one or a list, or a scene's "code"."""

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
    from . import claims

    found: Any
    if "code" in request:
        found = claims.summary(request["code"])
    elif isinstance(request["said"], list):
        found = [answered(said) for said in request["said"]]
    else:
        found = answered(request["said"])
    with open(FILE, "w", encoding="utf-8") as file:
        json.dump(found, file, ensure_ascii=False)
    tell(report, facts={"drawn": True})


def answered(said: str) -> dict[str, Any]:
    from .answering import answer

    try:
        return answer(said)
    except (Unreadable, MemoryError, RecursionError):
        return {"outcome": "none", "language": "en"}


def deliver(request: Request, said: Said, status: int, watch: Watch) -> None:
    files.send_one("answer", FILE, request["output"], "maths", "It could not be worked out within its limits.")


WORK = Work(run, deliver)
