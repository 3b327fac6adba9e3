"""Which classes are scenes, by what they extend, and whether they show anything."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from .context import Context
from .scene_classes import base_name, is_scene
from .table import nearest


def check(context: Context) -> None:
    findings = context.findings
    if not context.scenes and may_make_scenes(context):
        return
    if not context.scenes:
        return findings.add("NoScene", 0, "The code has no scene: add a class that extends Scene with a construct method.")
    for scene in context.scenes:
        if not constructs(context, scene):
            names = [item.name for item in scene.body if isinstance(item, ast.FunctionDef)]
            meant = nearest("construct", names)
            hint = f"Rename {meant} to construct." if meant else None
            message = f"The scene {scene.name} has no construct method: add def construct(self)."
            findings.add("NoConstruct", scene, message, suggestion=hint)
        begins(context, scene)
    if any(i["cause"] == "NoConstruct" for i in findings.items):
        return
    for scene in still(context):
        name = f" {scene.name}" if len(context.scenes) > 1 else ""
        findings.add("NoAnimation", scene, f"The scene{name} plays no animation: add self.play(...) or self.wait().")


def begins(context: Context, scene: ast.ClassDef) -> None:
    """An __init__ that leaves out Manim's, and a second construct, which replaces the first."""
    methods = [item for item in scene.body if isinstance(item, ast.FunctionDef)]
    for item in methods:
        if item.name == "__init__" and not any(
            isinstance(n, ast.Call) and base_name(n.func) in ("super", "__init__") for n in ast.walk(item)
        ):
            message = f"The __init__ of {scene.name} does not call Manim's own."
            context.findings.add("MissingCall", item, message, suggestion="Write super().__init__(**kwargs) in its first line.")
    constructs = [item for item in methods if item.name == "construct" and not item.decorator_list]
    if len(constructs) > 1:
        message = f"The scene {scene.name} has {len(constructs)} methods construct: only the last one counts."
        context.findings.add("Silent", constructs[-1], message, "warning")


def may_make_scenes(context: Context) -> bool:
    """Whether scenes may come from elsewhere than from a class at the top: from a function, from type() or from exec."""
    scopes = context.scopes
    if scopes.open_names or any(is_scene(scopes, context.kinds, context.table, "~" + name) for name in scopes.classes):
        return True
    return any(
        isinstance(node, ast.Call)
        and (getattr(node.func, "id", "") == "type" and len(node.args) == 3 or base_name(node.func) in ("new_class", "make_dataclass"))
        for node in context.nodes
    )


def constructs(context: Context, scene: ast.ClassDef) -> bool:
    if "construct" in context.scopes.given or context.scopes.open_attributes:
        return True
    for owner in context.kinds.user_lineage("~" + scene.name):
        for item in context.scopes.classes[owner[1:]].body:
            if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)) and item.name in ("construct", "setup"):
                return True
            if isinstance(item, ast.Assign) and any(base_name(target) == "construct" for target in item.targets):
                return True
        if None in context.kinds.bases(owner):
            return True
    return False


def still(context: Context) -> list[ast.ClassDef]:
    """The scenes that play nothing: not they, nor what belongs to no scene and may play for them, nor a scene that they name."""
    if context.scopes.open_names or context.scopes.open_attributes:
        return []
    parts = {scene: list(ast.walk(scene)) for scene in context.scenes}
    inside = {id(node) for nodes in parts.values() for node in nodes}
    if animates(context, (node for node in context.nodes if id(node) not in inside)):
        return []
    names = {scene.name for scene in context.scenes}
    return [
        scene
        for scene, nodes in parts.items()
        if not animates(context, nodes) and not any(isinstance(node, ast.Name) and node.id in names for node in nodes)
    ]


def animates(context: Context, nodes: Iterable[ast.AST]) -> bool:
    return any(
        isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Load)
        and node.attr in context.table.animating
        or isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "getattr"
        for node in nodes
    )


def construct_of(context: Context, scene: ast.ClassDef) -> ast.FunctionDef | None:
    return next((item for item in scene.body if isinstance(item, ast.FunctionDef) and item.name == "construct"), None)
