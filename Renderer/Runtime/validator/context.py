"""What the checks share about one module."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from . import scene_classes
from .findings import Findings
from .kinds import Kinds
from .scopes import Scopes
from .table import Table

# Modules whose objects' attributes the table knows; beside any other one, attributes of unknown objects are not judged.
KNOWN = {"manim", "numpy", "__future__", "manimlib"}


class Context:
    def __init__(self, tree: ast.Module, table: Table, longest: int) -> None:
        """longest: how many seconds a video may have."""
        self.tree, self.table, self.longest, self.findings = tree, table, longest, Findings()
        self.nodes = list(ast.walk(tree))
        self.top = set(top_level(tree.body))
        self.scopes = Scopes(tree)
        self.findings.guarded, self.findings.idle = self.scopes.guarded, self.scopes.idle
        self.kinds = Kinds(self.scopes, table)
        self.loaded = {n.attr for n in self.nodes if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Load)}
        # An export's top module, such as "collections" of "collections.abc".
        known = KNOWN | {name.split(".")[0] for name in table.libraries}
        self.only_manim = not self.scopes.open_attributes and all(name.split(".")[0] in known for _, name in self.scopes.imports)
        self.mobject_words = table.mobject_words()
        self.seconds, self.steps = 0.0, 0
        # LaTeX packages that would mend its formulas.
        self.packages: set[str] = set()
        self.scenes = scene_classes.find(self.scopes, self.kinds, table, self.top)

    def with_findings(self, findings: Findings) -> Context:
        """The same context with other findings, which may be thrown away."""
        other = copy.copy(self)
        other.findings = findings
        return other


def top_level(statements: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run with the module, also those within if and try."""
    for node in statements:
        yield node
        for field in ("body", "orelse", "finalbody"):
            if isinstance(node, (ast.If, ast.Try, ast.With)):
                yield from top_level(getattr(node, field, []))
