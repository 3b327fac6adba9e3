"""From the code to a syntax tree: its size, and how it breaks off."""

from __future__ import annotations

import ast
import re

from .findings import Findings

MAX_CHARACTERS = 50_000
MAX_NODES = 20_000
MAX_DEPTH = 200


def parses(text: str) -> bool:
    try:
        ast.parse(text)
        return True
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def parse(text: str, findings: Findings) -> ast.Module | None:
    """The syntax tree, or None with the reason in the findings."""
    if len(text) > MAX_CHARACTERS:
        findings.add("TooLong", 0, f"The code has {len(text):,} characters: at most {MAX_CHARACTERS:,} are allowed.")
        return None
    if not text.strip():
        findings.add("Empty", 0, "There is no code.")
        return None
    try:
        tree = ast.parse(text, "scene.py")
    except SyntaxError as error:
        if is_cut_off(text, error):
            findings.add("CutOff", error.lineno or 0, f"The code breaks off before its end: {error.msg}.")
        else:
            said = (
                "A \\u, \\U, \\N or \\x in this text is an escape of Python: put r before the quotes"
                if "(unicode error)" in (error.msg or "")
                else f"Syntax error: {error.msg}"
            )
            findings.add("Syntax", error.lineno or 0, said + ".", suggestion=syntax_hint(text, error))
        return None
    except (ValueError, RecursionError, MemoryError) as error:
        findings.add("Syntax", 0, f"The code cannot be read as Python: {error}.")
        return None
    nodes, deepest = measure(tree)
    if nodes > MAX_NODES:
        findings.add("TooComplex", 0, f"The code has {nodes:,} parts: at most {MAX_NODES:,} are allowed.")
        return None
    if deepest > MAX_DEPTH:
        findings.add("TooComplex", 0, f"The code is nested {deepest} deep: at most {MAX_DEPTH} levels are allowed.")
        return None
    return tree


def measure(tree: ast.AST) -> tuple[int, int]:
    nodes, deepest, level = 0, 0, [tree]
    while level:
        nodes, deepest = nodes + len(level), deepest + 1
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    return nodes, deepest


def is_cut_off(text: str, error: SyntaxError) -> bool:
    message, last = error.msg or "", len(text.rstrip().split("\n"))
    if "was never closed" in message or "unterminated triple-quoted" in message or "unexpected EOF" in message:
        return True
    at_end = (error.lineno or 0) >= last
    return at_end and (
        "unterminated string" in message
        or "expected an indented block" in message
        or (message == "invalid syntax" and not text.rstrip().endswith((")", "]", "}")))
    )


def syntax_hint(text: str, error: SyntaxError) -> str | None:
    lines = text.split("\n")
    line = lines[error.lineno - 1] if error.lineno and error.lineno <= len(lines) else ""
    if re.match(r"\s*(Here|Sure|This|The|I|Note)\b[^=(]*$", line):
        return "Send the code alone, without text around it."
    if "(unicode error)" in (error.msg or ""):
        return 'Write r"...".'
    if "leading zeros" in (error.msg or ""):
        return "Write numbers without leading zeros."
    return None
