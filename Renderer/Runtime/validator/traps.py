"""Calls that Manim's signatures allow and that fail all the same."""

from __future__ import annotations

import ast

from . import values
from .context import Context
from .kinds import Kind

PARTS = {"VGroup", "Group", "MathTex", "Tex", "Text", "Matrix"}


def check(context: Context) -> None:
    for node in context.nodes:
        if isinstance(node, ast.Call):
            kind = context.kinds.of(node.func)
            if kind and kind[0] == "class":
                construct(context, node, kind[1])
            elif isinstance(node.func, ast.Attribute) and node.func.attr == "add_updater" and node.args:
                updater(context, node, kind)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            letters = {values.letter(context, node.left), values.letter(context, node.right)}
            if letters == {"t", "n"}:
                wrong(context, node, "A text and a number cannot be added.", "Use an f-string, or str(...).")
            elif letters == {"m", "l"}:
                wrong(context, node, "An object and a direction cannot be added.", "Add to its get_center(), or use shift.")
        elif isinstance(node, ast.Subscript) and values.letter(context, node.slice) == "t":
            kind = context.kinds.of(node.value)
            if kind and kind[0] == "obj" and kind[1] in PARTS:
                wrong(context, node, f"The parts of a {kind[1]} have numbers, not names.", "Use [0], [1] and so on.")


def construct(context: Context, node: ast.Call, name: str) -> None:
    if name == "Table" and node.args and not any(k.arg == "element_to_mobject" for k in node.keywords):
        rows = node.args[0].elts if isinstance(node.args[0], (ast.List, ast.Tuple)) else []
        cells = [cell for row in rows if isinstance(row, (ast.List, ast.Tuple)) for cell in row.elts]
        if any(values.letter(context, cell) == "n" for cell in cells):
            wrong(
                context,
                node,
                "The cells of a Table are texts.",
                "Use IntegerTable, DecimalTable or MathTable, or write the numbers as texts.",
            )
    if name.endswith("Table") and context.table.is_a(name, "Table"):
        for keyword in node.keywords:
            if keyword.arg in ("row_labels", "col_labels") and isinstance(keyword.value, (ast.List, ast.Tuple)):
                if any(values.letter(context, item) == "t" for item in keyword.value.elts):
                    wrong(context, keyword.value, f"The {keyword.arg} are objects, not texts.", "Use Text(...) for each.")
    if name == "Transform" and len(node.args) == 1 and not node.keywords and not isinstance(node.args[0], ast.Starred):
        wrong(context, node, "Transform needs the object to transform into.", "Use Transform(mobject, target).", "MissingArgument")
    elif name == "GrowArrow" and node.args:
        kind = context.kinds.of(node.args[0])
        manim = context.kinds.manim_base(kind[1]) if kind and kind[0] == "obj" else None
        if manim and context.table.is_a(manim, "Mobject") and not context.table.is_a(manim, "Arrow"):
            wrong(context, node, f"GrowArrow needs an Arrow, not a {manim}.", "Use Create.")
    elif name == "LaggedStartMap" and len(node.args) > 1 and isinstance(node.args[1], ast.Starred):
        wrong(context, node, "LaggedStartMap needs one group: leave the * out.", "Remove the *.")
    elif name == "Group":
        for value in node.args:
            if values.letter(context, value) in ("l", "t", "n"):
                wrong(context, value, "A Group takes objects, not a list or a text.", "Put a * before the list.")
    elif name in ("FadeIn", "FadeOut") and len(node.args) == 2 and values.is_vector(context, node.args[1]):
        wrong(context, node.args[1], f"{name} takes its direction by name.", "Write shift= before it.")


def updater(context: Context, node: ast.Call, kind: Kind | None) -> None:
    """Manim calls an updater with the object, and with the time since the last frame if a parameter is named dt."""
    function = values.function(context, node.args[0])
    if function is None or kind is None or kind[0] != "method" or context.table.is_a(context.kinds.manim_base(kind[1]) or "", "Scene"):
        return
    fewest, most, names = values.arity(function)
    if names[:1] == ["dt"] and len(names) > 1:
        return wrong(context, node.args[0], "An updater is called with the object first, and then with dt.", "Write lambda m, dt: ...")
    count = 2 if "dt" in names else 1
    if not fewest <= count <= most:
        wrong(
            context,
            node.args[0],
            f"An updater is called with the object{' and dt' if count == 2 else ''}: this one takes {', '.join(names) or 'nothing'}.",
            "Write lambda m: ... or lambda m, dt: ...",
        )


def wrong(context: Context, node: ast.AST, message: str, suggestion: str, cause: str = "WrongArgument") -> None:
    context.findings.add(cause, node, message, suggestion=suggestion)
