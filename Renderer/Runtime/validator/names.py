"""Names and imports that do not exist."""

from __future__ import annotations

import ast

from . import renames
from .context import Context
from .table import nearest

GL = ("manimlib", "manim_imports_ext", "big_ol_pile_of_manim_imports", "manimgl")
INSTEAD = {
    "matplotlib": "Draw with Manim: Axes and its plot.",
    "requests": "Write the data into the code: there is no network.",
    "pandas": "Write the data into the code, as lists.",
    "manim_voiceover": "Extend Scene, and use add_subcaption for what is said.",
    "manim_slides": "Extend Scene, and use wait in the place of next_slide.",
}
PLUGINS = ("manim_", "manimpango_", "chanim")


def check(context: Context) -> None:
    scopes, table, findings = context.scopes, context.table, context.findings
    open_star = False
    for node, name in scopes.imports:
        if findings.full:
            return
        if id(node) in scopes.idle:
            continue
        top = name.split(".")[0]
        if top in GL:
            findings.add("UnknownModule", node, f"{top} is another Manim: use from manim import *.", suggestion="from manim import *")
            open_star = True
        elif top == "manim":
            manim_import(context, node, name)
        elif getattr(node, "level", 0) or not top:
            findings.add("UnknownModule", node, "There are no other files to import from: keep everything in this one.")
        elif top not in table.modules:
            plugin = " Plugins of Manim are not installed." if top.startswith(PLUGINS) else ""
            findings.add("UnknownModule", node, f"The module {top} is not available here.{plugin}", suggestion=INSTEAD.get(top))
            open_star = True
    open_star = open_star or any(star != "manim" and not star.startswith("manim.") for star in scopes.star)
    if open_star or scopes.open_names:
        return
    star = any(star.split(".")[0] == "manim" for star in scopes.star)
    for node in context.nodes:
        if findings.full:
            return
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in scopes.lazy:
            name = node.id
            if name in table.builtins or (star and name in table.exports) or scopes.of.get(id(node), scopes.module).find(name):
                continue
            if star and any(s != "manim" for s in scopes.star) and name in table.vocabulary:
                continue
            if name.startswith("__") and name.endswith("__"):
                continue
            if findings.first("name", node.lineno, name):
                unknown(context, node, name)


def unknown(context: Context, node: ast.Name, name: str) -> None:
    table, findings = context.table, context.findings
    if name in renames.NAMES:
        return findings.add("UnknownName", node, f"{name} does not exist here: use {renames.NAMES[name]}.", suggestion=renames.NAMES[name])
    if name in renames.HINTS:
        return findings.add("UnknownName", node, f"{name} does not exist here.", suggestion=renames.HINTS[name])
    if meant := table.web_colour(name):
        return findings.add("UnknownName", node, f"{name} is no colour of Manim's: use {meant}.", suggestion=meant)
    if name in table.exports or name in table.classes:
        return findings.add("UnknownName", node, f"{name} is not imported.", suggestion="from manim import *")
    if name in table.libraries or name in table.modules:
        return findings.add("UnknownName", node, f"{name} is not imported.", suggestion=f"import {name}")
    scope = context.scopes.of.get(id(node), context.scopes.module)
    nearby = set()
    while scope:
        nearby.update(scope.bindings)
        scope = scope.parent
    meant = nearest(name, nearby | set(table.exports))
    findings.add("UnknownName", node, f"{name} is not defined.", suggestion=f"Did you mean {meant}?" if meant else None)


def manim_import(context: Context, node: ast.AST, name: str) -> None:
    table, findings = context.table, context.findings
    if name != "manim" and name not in table.manim_modules and name.rpartition(".")[2] not in table.exports:
        return findings.add("UnknownModule", node, f"Manim has no module {name}.")
    if isinstance(node, ast.ImportFrom):
        for alias in node.names:
            known = alias.name == "*" or alias.name in table.exports or f"{name}.{alias.name}" in table.manim_modules
            # The table has no private names.
            known = known or alias.name.startswith("_") and name != "manim"
            if (name == "manim" or alias.name not in table.module_names.get(name, alias.name)) and not known:
                message = f"{name} has no {alias.name}." if name != "manim" else f"Manim Community has no {alias.name}."
                meant = renames.NAMES.get(alias.name) or renames.HINTS.get(alias.name) or nearest(alias.name, table.exports)
                findings.add("UnknownName", node, message, suggestion=meant)
