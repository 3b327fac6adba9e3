"""The whole check of one text: findings, safe repairs, scenes and cost."""

from __future__ import annotations

from typing import Any

from . import checks, repairs, source, table, unwrap
from .context import Context
from .findings import FIXED, Finding, Findings
from .table import Table

# The default of the renderer's VideoSeconds.
SECONDS = 600


def report(text: str, longest: int = SECONDS) -> dict[str, Any]:
    """
    {"findings", "scenes", "seconds", "steps", "code", "version"}: the lines of the findings are those of "code", which is
    the text with the safe repairs made, or the text itself. longest: how many seconds a video may have.
    """
    known = table.load()
    is_python = not unwrap.has_slips(text)
    text, done = unwrap.unwrap(text)
    fixes = [(0, sentence) for sentence in done]
    findings = Findings()
    tree = source.parse(text, findings)
    if tree is None:
        return {**result(known, findings.sorted(), fixes, [], 0.0, 0, text), "isPython": is_python}
    context = Context(tree, known, longest)
    found = checks.check(context)
    for _ in range(repairs.MAX_ROUNDS):
        repaired, more = repairs.repair(text, context)
        reread = source.read(repaired, Findings()) if more and repaired != text else None
        if reread is None:
            break
        checked = Context(reread, known, longest)
        left = checks.check(checked)
        if errors(left) > errors(found):
            break
        text, context, found = repaired, checked, left
        fixes += more
    whole = result(known, found, fixes, [s.name for s in context.scenes], context.seconds, context.steps, text)
    return {**whole, "isPython": is_python}


def errors(findings: list[Finding]) -> int:
    return sum(item["severity"] == "error" for item in findings)


def result(
    known: Table, found: list[Finding], fixes: list[tuple[int, str]], scenes: list[str], seconds: float, steps: int, text: str
) -> dict[str, Any]:
    repaired = [{"cause": "Repaired", "line": line, "column": 0, "severity": FIXED, "message": sentence} for line, sentence in fixes[:50]]
    return {"findings": found + repaired, "scenes": scenes, "seconds": seconds, "steps": steps, "code": text, "version": known.version}
