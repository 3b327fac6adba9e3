"""What the checks share about one module."""
import ast

from . import calls, cost, latex, members, names, resources, scenes, traps
from .findings import Findings
from .kinds import Kinds
from .scopes import Scopes


# Modules whose objects' attributes the table knows; beside any other one, attributes of unknown objects are not judged.
KNOWN = {"manim", "numpy", "__future__", "manimlib"}


class Context:
    def __init__(self, tree, table):
        self.tree, self.table, self.findings = tree, table, Findings()
        self.nodes = list(ast.walk(tree))
        self.top = set(top_level(tree.body))
        self.scopes = Scopes(tree)
        self.findings.guarded = self.scopes.guarded
        self.kinds = Kinds(self.scopes, table)
        self.loaded = {n.attr for n in self.nodes if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Load)}
        # An export's top module, such as "collections" of "collections.abc".
        known = KNOWN | {name.split(".")[0] for name in table.libraries}
        self.only_manim = not self.scopes.open_attributes and all(name.split(".")[0] in known for _, name in self.scopes.imports)
        self.mobject_words = mobject_words(table)
        self.seconds, self.steps = 0.0, 0
        self.scenes = scenes.find(self)

    def check(self):
        for part in (scenes, names, members, calls, traps, latex, resources, cost):
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
