"""Which classes are scenes, by what they extend."""

from __future__ import annotations

import ast

from .kinds import Kinds
from .scopes import Scopes
from .table import Table


def find(scopes: Scopes, kinds: Kinds, table: Table, top: set[ast.stmt]) -> list[ast.ClassDef]:
    """The scene classes at the top of the module that no other of its scenes extends, in order."""
    found: list[ast.ClassDef] = []
    extended: set[str] = set()
    for name, node in scopes.classes.items():
        if node in top and is_scene(scopes, kinds, table, "~" + name):
            found.append(node)
            extended.update(b[1:] for b in kinds.bases("~" + name) if b and b.startswith("~"))
    return [node for node in found if node.name not in extended]


def is_scene(scopes: Scopes, kinds: Kinds, table: Table, name: str) -> bool:
    for owner in kinds.user_lineage(name):
        node = scopes.classes[owner[1:]]
        for base, known in zip(node.bases, kinds.bases(owner), strict=True):
            if known and table.is_a(known, "Scene"):
                return True
            if known is None and (base_name(base).endswith("Scene") or constructs(scopes, kinds, name)):
                return True
    return False


def constructs(scopes: Scopes, kinds: Kinds, name: str) -> bool:
    """Whether a class has a method construct, of its own or of those of the code's own that it extends."""
    return any(
        isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)) and item.name == "construct"
        for owner in kinds.user_lineage(name)
        for item in scopes.classes[owner[1:]].body
    )


def base_name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
