"""What the checks share about one module."""
import ast

from . import calls, cost, latex, members, names, resources, scenes
from .findings import Findings
from .kinds import Kinds
from .scopes import Scopes


class Context:
    def __init__(self, tree, table):
        self.tree, self.table, self.findings = tree, table, Findings()
        self.nodes = list(ast.walk(tree))
        self.top = set(top_level(tree.body))
        self.scopes = Scopes(tree)
        self.findings.guarded = self.scopes.guarded
        self.kinds = Kinds(self.scopes, table)
        self.loaded = {n.attr for n in self.nodes if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Load)}
        self.mobject_words = mobject_words(table)
        self.seconds, self.steps = 0.0, 0
        self.scenes = scenes.find(self)

    def check(self):
        for part in (scenes, names, members, calls, latex, resources, cost):
            part.check(self)
        return self.findings.sorted()


def top_level(statements):
    """The statements that run with the module, also those within if and try."""
    for node in statements:
        yield node
        for field in ("body", "orelse", "finalbody"):
            if isinstance(node, (ast.If, ast.Try, ast.With)):
                yield from top_level(getattr(node, field, []))


def mobject_words(table):
    if not hasattr(table, "mobject_words"):
        table.mobject_words = set().union(*(table.members(c) for c in table.classes if table.is_a(c, "Mobject") or table.is_a(c, "Scene")))
    return table.mobject_words
