"""Attributes and methods that do not exist, and those of another kind of scene."""

from __future__ import annotations

import ast

from . import renames, values
from .context import Context
from .kinds import Kind
from .table import nearest

# What a name is bound to that is no object of Manim's.
PLAIN = {
    "l": ("A list", [], "Make a VGroup of it."),
    "t": ("A text", "", "Make a Text of it."),
    "d": ("A dictionary", {}, "Make a VGroup of its values."),
}


def check(context: Context) -> None:
    scopes, kinds = context.scopes, context.kinds
    for node in context.nodes:
        if context.findings.full:
            return
        if not isinstance(node, ast.Attribute) or not isinstance(node.ctx, ast.Load) or id(node) in scopes.lazy:
            continue
        name = node.attr
        if name in scopes.attributes or name.startswith("__"):
            continue
        kind = kinds.of(node.value)
        if kind is None:
            if (found := PLAIN.get(values.named(context, node.value) or "")) and not hasattr(found[1], name):
                context.findings.add("UnknownAttribute", node, f"{found[0]} has no {name}.", suggestion=found[2])
            elif context.only_manim and not is_vocabulary(context, name) and not inside_module(context, node):
                unknown(context, node, None, name)
        elif kind[0] in ("obj", "animate"):
            of_object(context, node, kind, name)
        elif kind[0] == "module":
            of_module(context, node, kind[1], name)


def is_vocabulary(context: Context, name: str) -> bool:
    words = context.table.vocabulary
    if name in words:
        return True
    return name[:4] in ("get_", "set_") and name[4:] in words and name[4:] in context.mobject_words


def inside_module(context: Context, node: ast.AST) -> bool:
    """Whether the object comes from a module by a way that the kinds do not follow, as in a.b.c of import a."""
    while isinstance(node, (ast.Attribute, ast.Call, ast.Subscript)):
        node = node.func if isinstance(node, ast.Call) else node.value
        kind = context.kinds.of(node)
        if kind and kind[0] == "module":
            return True
    return False


def of_object(context: Context, node: ast.Attribute, kind: Kind, name: str) -> None:
    kinds, table = context.kinds, context.table
    owner = kind[1]
    members = kinds.members(owner)
    if members is None or (context.scopes.open_attributes and owner.startswith("~")) or name in members:
        return
    manim = kinds.manim_base(owner)
    if manim is None:
        # A class of the code's own: what it lacks is lacking, unless it is set from elsewhere, or comes with a class that extends it.
        if owner in kinds.extended:
            return
        return unknown(context, node, owner, name)
    if table.is_a(manim, "Mobject") and name in table.given and not table.is_a(manim, "ValueTracker"):
        return
    if table.is_a(manim, "Mobject") and name[:4] in ("get_", "set_"):
        known = name[4:] in members or name[4:] in context.scopes.attributes
        # Manim's mobjects keep whatever set_x is given, for x and get_x.
        if known or (name[:4] == "set_" and context.loaded & {name[4:], "get_" + name[4:]}) or "set_" + name[4:] in context.loaded - {name}:
            return
    if table.is_a(manim, "Scene"):
        return of_scene(context, node, owner, manim, name)
    if table.is_a(manim, "Camera") and name == "frame":
        return context.findings.add(
            "SceneType", node, "self.camera.frame exists only in a MovingCameraScene.", suggestion="Extend MovingCameraScene."
        )
    unknown(context, node, owner, name)


def of_scene(context: Context, node: ast.Attribute, owner: str, manim: str, name: str) -> None:
    for scene in ("ThreeDScene", "MovingCameraScene", "ZoomedScene", "LinearTransformationScene", "VectorScene"):
        if name in context.table.members(scene):
            return context.findings.add("SceneType", node, f"self.{name} exists only in a {scene}.", suggestion=f"Extend {scene}.")
    unknown(context, node, owner, name)


def of_module(context: Context, node: ast.Attribute, module: str, name: str) -> None:
    table, findings = context.table, context.findings
    if module == "numpy" and name == "math":
        return findings.add("UnknownAttribute", node, "np.math does not exist: use math.", suggestion="math")
    names = table.libraries.get(module)
    if module == "manim":
        names = set(table.exports) | {"_config"} | {m.split(".")[1] for m in table.manim_modules if m.count(".") == 1}
    if names is None or name in names or name.startswith("_"):
        return
    meant = nearest(name, names)
    findings.add("UnknownAttribute", node, f"{module} has no {name}.", suggestion=f"Did you mean {meant}?" if meant else None)


def unknown(context: Context, node: ast.Attribute, owner: str | None, name: str) -> None:
    if not context.findings.first("member", node.lineno, owner, name):
        return
    what = f"{owner.lstrip('~')} has no {name}" if owner else f"Nothing in Manim has {name}"
    members = (context.kinds.members(owner) if owner else None) or context.mobject_words
    if name in renames.METHODS and (owner is None or renames.METHODS[name] in members):
        meant = renames.METHODS[name]
        return context.findings.add("UnknownAttribute", node, f"{what}: use {meant}.", suggestion=meant)
    if name in renames.METHOD_HINTS:
        return context.findings.add("UnknownAttribute", node, f"{what}.", suggestion=renames.METHOD_HINTS[name])
    meant = nearest(name, members)
    context.findings.add("UnknownAttribute", node, f"{what}.", suggestion=f"Did you mean {meant}?" if meant else None)
