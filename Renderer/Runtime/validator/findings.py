"""What the validator says: a list of findings, each with a stable cause."""

from __future__ import annotations

import ast
from typing import Any

# {"cause", "line", "column", "severity", "message"} and perhaps "suggestion".
Finding = dict[str, Any]

ERROR, WARNING, FIXED = "error", "warning", "fixed"
MAX_FINDINGS = 50


class Findings:
    """Collects findings; an error inside a try block, which the scene may survive, counts as a warning. Of what never runs, nothing."""

    def __init__(self) -> None:
        self.items: list[Finding] = []
        self.guarded: set[int] = set()
        self.idle: set[int] = set()
        self._seen: set[tuple[str, int, str]] = set()
        self._asked: set[tuple[object, ...]] = set()

    @property
    def full(self) -> bool:
        return len(self.items) >= MAX_FINDINGS

    def first(self, *key: object) -> bool:
        """Whether this is said for the first time: to look for what was meant costs more than all else."""
        fresh = key not in self._asked
        self._asked.add(key)
        return fresh

    def add(self, cause: str, node: ast.AST | int, message: str, severity: str = ERROR, suggestion: str | None = None) -> None:
        if id(node) in self.idle:
            return
        line = node if isinstance(node, int) else getattr(node, "lineno", 0)
        column = 0 if isinstance(node, int) else getattr(node, "col_offset", -1) + 1
        if severity == ERROR and id(node) in self.guarded:
            severity = WARNING
        if (cause, line, message) in self._seen or self.full:
            return
        self._seen.add((cause, line, message))
        item = {"cause": cause, "line": line or 0, "column": max(column, 0), "severity": severity, "message": message}
        if suggestion:
            item["suggestion"] = suggestion
        self.items.append(item)

    def tried(self) -> Findings:
        """Findings of their own, which know what is guarded."""
        other = Findings()
        other.guarded, other.idle = self.guarded, self.idle
        return other

    def take(self, item: Finding) -> None:
        """A finding of others."""
        if (item["cause"], item["line"], item["message"]) not in self._seen and not self.full:
            self._seen.add((item["cause"], item["line"], item["message"]))
            self.items.append(item)

    def sorted(self) -> list[Finding]:
        return sorted(self.items, key=lambda item: (item["severity"] != ERROR, item["line"], item["column"]))
