"""What Manim takes without a word and does nothing with, or shows otherwise than it was meant. Advice: the scene is rendered."""

from __future__ import annotations

import ast
import re

from . import latex, renames
from .context import Context

CAUSE = "Silent"
# What Scene.play and animate give to their animations; any other keyword becomes an attribute that nothing reads.
PLAY = {
    "run_time",
    "rate_func",
    "lag_ratio",
    "path_arc",
    "path_arc_axis",
    "path_arc_centers",
    "path_func",
    "remover",
    "introducer",
    "name",
    "reverse_rate_function",
    "suspend_mobject_updating",
    "use_override",
    "replace_mobject_with_target_in_scene",
    "subcaption",
    "subcaption_duration",
    "subcaption_offset",
}
TEXTS = {"Text", "MarkupText", "Paragraph"}
# As Pandoc tells a formula from prices: no blank within the signs, and no digit after them.
DOLLARS = re.compile(r"(?<![\\\w])\$(?=\S)[^$\n]*?(?<=[^\s\\])\$(?!\d)")
COMMAND = re.compile(
    r"\\(?:[dt]?frac|sqrt|sum|int|prod|lim|cdot|times|text|mathbb|mathbf|mathrm|alpha|beta|gamma|delta|theta|lambda|mu|pi|sigma|phi|"
    r"omega|Delta|Omega|infty|partial|nabla|leq|geq|neq|approx|rightarrow|Rightarrow|vec|hat|left|right)(?![A-Za-z])"
)


def check(context: Context) -> None:
    for node in context.nodes:
        if not isinstance(node, ast.Call):
            continue
        kind = context.kinds.of(node.func)
        if kind and kind[0] == "class" and kind[1] in TEXTS:
            text(context, node, kind[1])
        elif plays(context, node):
            keywords(context, node)


def plays(context: Context, node: ast.Call) -> bool:
    """Whether a call is Scene.play, or begins an animation with mobject.animate(...)."""
    if not isinstance(node.func, ast.Attribute):
        return False
    kind = context.kinds.of(node.func)
    if node.func.attr == "play":
        return bool(kind) and kind[0] == "method" and context.table.is_a(context.kinds.manim_base(kind[1]) or "", "Scene")
    return node.func.attr == "animate" and bool(kind) and kind[0] == "animate"


def keywords(context: Context, node: ast.Call) -> None:
    what = "self.play" if isinstance(node.func, ast.Attribute) and node.func.attr == "play" else "animate"
    for keyword in node.keywords:
        if keyword.arg and keyword.arg not in PLAY and keyword.arg not in context.loaded | context.scopes.attributes:
            meant = renames.time_argument(keyword.arg)
            context.findings.add(
                CAUSE,
                keyword,
                f"{what} does nothing with {keyword.arg}.",
                "warning",
                f"Use {meant}." if meant else "Leave it out, or give it to the animation.",
            )


def text(context: Context, node: ast.Call, name: str) -> None:
    for argument in node.args:
        said = latex.string(argument) or ""
        found = DOLLARS.search(said) or COMMAND.search(said)
        if found and (name != "MarkupText" or "$" in found.group()):
            shown = found.group() if len(found.group()) <= 40 else found.group()[:39] + "…"
            context.findings.add(CAUSE, argument, f"{name} shows {shown} as it is written.", "warning", "Use MathTex or Tex for formulas.")
