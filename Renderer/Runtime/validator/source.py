"""From the code to a syntax tree: its size, and how it breaks off."""

from __future__ import annotations

import ast
import re
import warnings

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
    """The syntax tree of code that Python accepts, or None with the reason in the findings."""
    tree = read(text, findings)
    if tree is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(tree, "scene.py", "exec", dont_inherit=True)
    except SyntaxError as error:
        # What only the whole tells: a return outside of a function, an await, a nonlocal name.
        wrong(findings, text, error)
        return None
    except (ValueError, RecursionError, MemoryError):
        pass  # it is within the limits of a syntax tree: the render will tell
    return tree


def read(text: str, findings: Findings) -> ast.Module | None:
    """The syntax tree within its limits, or None with the reason in the findings."""
    if len(text) > MAX_CHARACTERS:
        findings.add("TooLong", 0, f"The code has {len(text):,} characters: at most {MAX_CHARACTERS:,} are allowed.")
        return None
    if not text.strip():
        findings.add("Empty", 0, "There is no code.")
        return None
    try:
        tree = ast.parse(text, "scene.py")
    except SyntaxError as error:
        if not CODE.search(text):
            findings.add("Syntax", 0, "This is no Python code.", suggestion="Send the code of a scene, or ask for a video in words.")
        elif is_cut_off(text, error):
            findings.add("CutOff", error.lineno or 0, f"The code breaks off before its end: {error.msg}.")
        else:
            wrong(findings, text, error)
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


CODE = re.compile(r"\bimport\s|\bclass\s|\bdef\s|[=()\[\]{}]")


def wrong(findings: Findings, text: str, error: SyntaxError) -> None:
    message = (error.msg or "").rstrip(".")
    if "(unicode error)" in message:
        said = "A \\u, \\U, \\N or \\x in this text is an escape of Python: put r before the quotes."
    else:
        said = f"Syntax error: {message}{'' if message.endswith('?') else '.'}"
    findings.add("Syntax", error.lineno or 0, said, suggestion=syntax_hint(text, error))


def measure(tree: ast.AST) -> tuple[int, int]:
    nodes, deepest, level = 0, 0, [tree]
    while level:
        nodes, deepest = nodes + len(level), deepest + 1
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    return nodes, deepest


def is_cut_off(text: str, error: SyntaxError) -> bool:
    message, last = error.msg or "", len(text.rstrip().split("\n"))
    if "was never closed" in message and (error.lineno or 0) < last:
        # Code that goes on, statement after statement, lacks a bracket rather than its end.
        return not re.search(
            r"^\s*(?:self\.\w+\(|\w+ = |for |if |def |class |return\b)", "\n".join(text.split("\n")[error.lineno or 0 :]), re.MULTILINE
        )
    if "was never closed" in message or "unterminated triple-quoted" in message or "unexpected EOF" in message:
        return True
    if "unterminated string" in message and text.rstrip().endswith(")"):
        return False
    at_end = (error.lineno or 0) >= last
    return at_end and (
        "unterminated string" in message
        or "expected an indented block" in message
        or (message == "invalid syntax" and not text.rstrip().endswith((")", "]", "}")))
    )


def syntax_hint(text: str, error: SyntaxError) -> str | None:
    lines = text.split("\n")
    line = lines[error.lineno - 1] if error.lineno and error.lineno <= len(lines) else ""
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return "Remove the marks of a merge: <<<<<<<, ======= and >>>>>>>."
    if text.strip().count("\n") < 2 and len(re.findall(r"\b(?:class|def|import)\s", text)) > 1:
        return "Send the code with the ends of its lines: between ``` and ```, or as a file."
    if "expected an indented block" in (error.msg or ""):
        return "Write what belongs to it four spaces further to the right."
    if "unexpected indent" in (error.msg or "") or "unindent does not match" in (error.msg or ""):
        return "Let the line begin where the lines around it begin."
    if "unterminated string" in (error.msg or ""):
        return "Close the text with the quote that it begins with."
    if "was never closed" in (error.msg or ""):
        return "Add the bracket that is missing."
    if re.search(r"<\w[\w ]*>|\.\.\.\s*$|#\s*TODO", line):
        return "Put code in the place of what is left open here."
    if re.match(r"\s*(Here|Sure|This|The|I|Note)\b[^=(]*$", line):
        return "Send the code alone, without text around it."
    if "leading zeros" in (error.msg or ""):
        return "Write numbers without leading zeros."
    return None
