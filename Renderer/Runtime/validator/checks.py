"""Every check, in the order in which their findings are kept."""

from __future__ import annotations

from . import calls, cost, latex, members, names, resources, scenes, silent, traps
from .context import Context
from .findings import Finding

CHECKS = (scenes, names, members, calls, traps, latex, silent, resources, cost)


def check(context: Context) -> list[Finding]:
    for part in CHECKS:
        part.check(context)
    return context.findings.sorted()
