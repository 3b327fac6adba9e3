"""Code that would be a scene if it stood in one: the body of construct alone, construct alone, or a class that extends nothing."""

from __future__ import annotations

import ast
import re
import textwrap

from .source import parses

Done = list[str]
PLAYS = re.compile(r"^self\.(?:play|wait|add|camera)\b", re.MULTILINE)
CONSTRUCT = re.compile(r"^(?:async )?def construct\s*\(", re.MULTILINE)
ALONE = "The code was put into a scene."


def completed(text: str) -> tuple[str, Done]:
    """The code with the class, or the parameter, that it lacks; the same text where nothing is lacking."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return text, []
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    if not classes and not multiline(tree):
        if CONSTRUCT.search(text):
            return placed(text, tree, "class Demo(Scene):\n", 4)
        if PLAYS.search(text):
            return placed(text, tree, "class Demo(Scene):\n    def construct(self):\n", 8)
    lines, done = text.split("\n"), []
    for node in classes:
        construct = next((item for item in node.body if isinstance(item, ast.FunctionDef) and item.name == "construct"), None)
        if construct is None:
            continue
        if not node.bases and not node.keywords and not node.decorator_list and len(classes) == 1 and plays(construct):
            changed = re.sub(r"^class\s+(\w+)\s*(?:\(\s*\))?\s*:", r"class \1(Scene):", lines[node.lineno - 1])
            if changed != lines[node.lineno - 1]:
                lines[node.lineno - 1] = changed
                done.append(f"The class {node.name} became a Scene.")
        if not construct.args.args and not construct.args.vararg and not construct.decorator_list:
            lines[construct.lineno - 1] = re.sub(r"construct\s*\(\s*\)", "construct(self)", lines[construct.lineno - 1])
            done.append("construct got the parameter self.")
    changed = "\n".join(lines)
    return (changed, done) if done and parses(changed) else (text, [])


def plays(construct: ast.FunctionDef) -> bool:
    return any(
        isinstance(n, ast.Attribute) and n.attr in ("play", "wait", "add") and getattr(n.value, "id", "") == "self"
        for n in ast.walk(construct)
    )


def multiline(tree: ast.Module) -> bool:
    """Whether a string goes over several lines: an indent would change it."""
    return any(isinstance(n, (ast.Constant, ast.JoinedStr)) and n.end_lineno != n.lineno for n in ast.walk(tree))


def placed(text: str, tree: ast.Module, head: str, indent: int) -> tuple[str, Done]:
    """The statements after the imports within the class."""
    first = next((node for node in tree.body if not isinstance(node, (ast.Import, ast.ImportFrom))), None)
    if first is None:
        return text, []
    lines = text.split("\n")
    above, below = lines[: first.lineno - 1], "\n".join(lines[first.lineno - 1 :])
    before = "\n".join(above).rstrip("\n")
    changed = (before + "\n\n\n" if before else "") + head + textwrap.indent(below, " " * indent)
    return (changed, [ALONE]) if parses(changed) else (text, [])
