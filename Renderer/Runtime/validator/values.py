"""What a value is, as far as the text tells, in the letters of describe_manim.py; None where unsure."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Callable
from typing import TypeVar

from .context import Context
from .scopes import Function
from .table import Parameter, nearest

Found = TypeVar("Found")

WORDS = {
    "t": "a text",
    "n": "a number",
    "l": "a list",
    "d": "a dictionary",
    "f": "a function",
    "k": "a class",
    "m": "an object",
    "a": "an animation",
    "c": "a colour",
    "o": "a colour",
}
# What else will do where a parameter wants one thing: a list for a number, which numpy spreads, or for animations, and so on.
ALSO = {"t": "c", "n": "c", "l": "cnda", "d": "lt", "f": "", "k": "f", "m": "l", "a": ""}
LITERALS = (ast.Constant, ast.JoinedStr, ast.List, ast.Tuple, ast.ListComp, ast.Dict)
# Texts that are turned into numbers on the way.
NUMERIC = {"font_size", "opacity", "fill_opacity", "stroke_opacity", "width", "height", "stroke_width", "value", "z_index_value"}
HEX = re.compile(r"(?<=#)[A-F0-9]{3,8}|(?<=0x)[A-F0-9]{3,8}", re.IGNORECASE)


def remembered(find: Callable[[Context, ast.AST], Found]) -> Callable[[Context, ast.AST], Found]:
    """Finds what a node is once: the nodes of a long sum are asked of by each other."""

    @functools.wraps(find)
    def of(context: Context, node: ast.AST) -> Found:
        known = context.kinds.found.setdefault(find.__name__, {})
        if id(node) not in known:
            known[id(node)] = find(context, node)
        return known[id(node)]

    return of


def check(context: Context, node: ast.expr, what: Parameter, name: str, parameter: str | None) -> None:
    """Whether a value is what a Parameter takes; name: what is called."""
    found = letter(context, node) if what.kinds else None
    if what.kinds and parameter is None and isinstance(node, ast.Constant) and node.value is None and not set(what.kinds) - set("alm"):
        return context.findings.add("WrongArgument", node, f"{name} needs {WORDS[what.kinds[-1]]}, not None.")
    if found is None:
        return
    part = isinstance(node, ast.Constant) and isinstance(node.value, float) and what.kinds == "c"
    if part or found not in what.kinds and not set(ALSO[found]) & set(what.kinds) and not lenient(context, node, found, what, parameter):
        if parameter == "rate_func" and isinstance(node, ast.Constant) and str(node.value) in context.table.exports:
            message = f'rate_func needs a function, not the text "{node.value}".'
            return context.findings.add("WrongArgument", node, message, suggestion=str(node.value))
        wanted = " or ".join(WORDS[k] for k in what.kinds if k in WORDS)
        of = f" for {parameter}" if parameter and not wanted.endswith(parameter) else ""
        context.findings.add("WrongArgument", node, f"{name} needs {wanted}{of}, not {WORDS[found]}.")
    elif found == "t" and isinstance(node, ast.Constant):
        text(context, node, what, name, parameter)
    elif found == "l" and "p" in what.kinds:
        points(context, node, name)
    elif found == "f" and what.arity is not None and (own := function(context, node)) is not None:
        called(context, node, own, what.arity, name)


def lenient(context: Context, node: ast.AST, found: str, what: Parameter, parameter: str | None) -> bool:
    if found == "t" and parameter in NUMERIC and isinstance(node, ast.Constant):
        return bool(re.fullmatch(r"\s*-?\d+(\.\d*)?\s*", str(node.value)))
    # Formulas make texts of their parts by themselves.
    return what.kinds == "t" and parameter is None


def text(context: Context, node: ast.Constant, what: Parameter, name: str, parameter: str | None) -> None:
    said = str(node.value)
    if what.texts and said not in what.texts:
        meant = nearest(said, what.texts)
        context.findings.add(
            "WrongArgument",
            node,
            f'{name} knows no {parameter} "{said[:30]}".',
            suggestion=f'Did you mean "{meant}"?' if meant else "One of: " + ", ".join(what.texts) + ".",
        )
    elif "c" in what.kinds and "t" not in what.kinds and not is_colour(context, said):
        meant = rgb(said) or context.table.web_colour(said) or nearest(said.upper().replace(" ", "_"), context.table.colours)
        context.findings.add(
            "Colour", node, f'There is no colour "{said[:30]}".', suggestion=meant or 'Use one of Manim\'s colours, or "#RRGGBB".'
        )


def rgb(said: str) -> str | None:
    """ "#RRGGBB" of rgb(1, 2, 3), as the web writes it; None where it is something else."""
    found = re.fullmatch(r"\s*rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,[^)]*)?\)\s*", said)
    parts = [int(part) for part in found.groups()] if found else [256]
    return '"#' + "".join(f"{part:02X}" for part in parts) + '"' if max(parts) < 256 else None


def points(context: Context, node: ast.AST, name: str) -> None:
    """Points of two numbers in a list that is written out."""
    for value in [node] if isinstance(node, (ast.List, ast.Tuple)) else context.kinds.bound(node) if isinstance(node, ast.Name) else []:
        for item in value.elts if isinstance(value, (ast.List, ast.Tuple)) else []:
            if isinstance(item, (ast.List, ast.Tuple)) and len(item.elts) == 2 and all(letter(context, e) == "n" for e in item.elts):
                # What has a name may be used elsewhere: it is not mended.
                context.findings.add(
                    "Point", item if value is node else node, f"{name} needs points of three numbers, not two.", suggestion="Add a 0 for z."
                )


def is_colour(context: Context, said: str) -> bool:
    found = HEX.search(said)
    return len(found.group()) in (3, 4, 6, 8) if found else said.upper() in context.table.colours


def called(context: Context, node: ast.AST, own: Function, count: int, name: str) -> None:
    """A function of the code's own that is called with so many arguments."""
    fewest, most, names = arity(own)
    if not fewest <= count <= most:
        given = f"{count or 'no'} argument{'' if count == 1 else 's'}"
        context.findings.add("WrongArgument", node, f"{name} calls this function with {given}: it takes {', '.join(names) or 'none'}.")


@remembered
def letter(context: Context, node: ast.AST) -> str | None:
    """t text, n number, l list or point, d dictionary, f function, k class, m mobject, a animation."""
    if isinstance(node, ast.Constant):
        return {str: "t", int: "n", float: "n", complex: "n"}.get(type(node.value))
    if isinstance(node, ast.JoinedStr):
        return "t"
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        return letter(context, node.operand)
    if isinstance(node, (ast.List, ast.Tuple, ast.ListComp)) or is_vector(context, node):
        return "l"
    if isinstance(node, (ast.Dict, ast.DictComp)):
        return "d"
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)) and letter(context, node.left) == "t":
        return "t" if isinstance(node.op, ast.Mod) or letter(context, node.right) == "t" else None
    if function(context, node) is not None:
        return "f"
    kind = context.kinds.of(node)
    if kind is None:
        return named(context, node)
    if kind[0] == "class":
        return "k"
    if kind[0] == "animate":
        return "a"
    if kind[0] in ("method", "manim function"):
        return "f"
    if kind[0] == "obj":
        manim = context.kinds.manim_base(kind[1])
        if manim and context.table.is_a(manim, "Animation"):
            return "a"
        return "m" if manim and context.table.is_a(manim, "Mobject") else None
    return None


@remembered
def named(context: Context, node: ast.AST) -> str | None:
    """What a name is that is bound to literals of one letter."""
    values = context.kinds.bound(node) if isinstance(node, ast.Name) else []
    letters = {letter(context, value) if isinstance(value, LITERALS) else None for value in values}
    return letters.pop() if len(letters) == 1 else None


def function(context: Context, node: ast.AST) -> Function | None:
    """The function of the code's own that an expression names, or None."""
    if isinstance(node, ast.Lambda):
        return node
    if isinstance(node, ast.Name):
        scope = context.scopes.of.get(id(node), context.scopes.module).find(node.id)
        values = scope.bindings[node.id] if scope else []
        if len(values) == 1 and values[0] is not None:
            if values[0][0] == "function" and not values[0][1].decorator_list:
                return values[0][1]
            if values[0][0] == "expression" and isinstance(values[0][1], ast.Lambda):
                return values[0][1]
    return None


def arity(node: Function) -> tuple[int, float, list[str]]:
    """The fewest and the most arguments without a name that a function takes, and the names of those it has."""
    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    most = float("inf") if arguments.vararg else len(positional)
    return len(positional) - len(arguments.defaults), most, [a.arg for a in [*positional, *arguments.kwonlyargs]]


@remembered
def is_vector(context: Context, node: ast.AST) -> bool:
    """Whether an expression is one of Manim's directions, or made of them."""
    if isinstance(node, ast.Name):
        free = context.scopes.of.get(id(node), context.scopes.module).find(node.id) is None
        return node.id in DIRECTIONS and free
    if isinstance(node, ast.UnaryOp):
        return is_vector(context, node.operand)
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub, ast.Mult, ast.Div)):
        return is_vector(context, node.left) or is_vector(context, node.right)
    return False


DIRECTIONS = {"UP", "DOWN", "LEFT", "RIGHT", "IN", "OUT", "UL", "UR", "DL", "DR", "ORIGIN"}
