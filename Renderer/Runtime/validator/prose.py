"""What stands before, after and at the edge of code that was copied: prompts, numbers of lines, marks of quotes and changes, words."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from itertools import pairwise

from .source import parses

Done = list[str]
PROMPT = re.compile(r"^[ \t]*(?:>>>|\.\.\.|In ?\[\d*\]:|\.{3,}:)(?: |$)")
OUTPUT = re.compile(r"^[ \t]*Out ?\[\d*\]:")
NUMBER = re.compile(r"^[ \t]*(\d{1,4})(?:[ \t]?[.:|)│])?(?=[ \t]|$)")
QUOTED = re.compile(r"^[ \t]?[>|│](?: |$)")
HEADER = re.compile(r"^(?:diff |index |--- |\+\+\+ |@@ |\\ No newline)")
STARTS = re.compile(r"^(?:from\s+[\w.]+\s+import\b|import\s+\w|class\s+\w+.*:|def\s+\w+\s*\(|@\w|#|\"\"\"|''')")
# A line of code rather than a sentence.
STATEMENT = re.compile(
    r"^\s+\S.*[()=\[\]:]|^(?:class|def|async def)\s+\w+.*:\s*$|^(?:from\s+[\w.]+\s+import|import\s+\w+)|^@\w|^\w[\w.]*\s*=[^=]"
    r"|^self\.|^[\w.]+\(.*\)\s*$"
)
SCENE = re.compile(r"^class\s+\w+\s*\(.*|^\s+def\s+construct\b", re.MULTILINE)
MOST_STARTS, MOST_CUTS = 12, 200


def prompts(text: str) -> tuple[str, Done]:
    """>>> and ... of Python, In [1]: of IPython; lines without one are output."""
    lines = text.split("\n")
    marked = [line for line in lines if PROMPT.match(line)]
    if len(marked) < 2 or not any(line.lstrip().startswith((">>>", "In")) for line in marked):
        return text, []
    kept = [PROMPT.sub("", line, count=1) for line in lines if PROMPT.match(line)]
    return "\n".join(kept) + "\n", ["The prompts before the lines were removed."]


def numbers(text: str) -> tuple[str, Done]:
    """The numbers of lines, before each line or on lines of their own."""
    lines = text.strip("\n").split("\n")
    found = [NUMBER.match(line) for line in lines]
    counted = [int(match.group(1)) for match in found if match]
    filled = sum(1 for line in lines if line.strip())
    if len(counted) < 3 or not ascending(counted):
        return text, []
    said = ["The numbers of the lines were removed."]
    alone = [line for line in lines if re.fullmatch(r"[ \t]*\d{1,4}[.:|)]?[ \t]*", line)]
    if len(alone) == len(counted) and len(alone) < filled:
        return "\n".join(line for line in lines if line not in alone) + "\n", said
    if len(counted) < 0.8 * filled:
        return text, []
    rests = [line[match.end() :] if match else line for line, match in zip(lines, found, strict=True)]
    width = max(match.end() for match in found if match)
    columns = [line[min(width, len(line)) :] if match else line for line, match in zip(lines, found, strict=True)]
    either = [lifted(rests), lifted(columns)]
    return next((one for one in either if parses(one)), either[0]), said


def ascending(counted: Sequence[int]) -> bool:
    steps = [b - a for a, b in pairwise(counted)]
    return bool(steps) and sum(step == 1 for step in steps) >= 0.9 * len(steps)


def lifted(lines: Sequence[str]) -> str:
    """The lines without the white space that all of them begin with."""
    least = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[least:].rstrip() for line in lines) + "\n"


def marks(text: str) -> tuple[str, Done]:
    """> of a quote, and + and - of a change."""
    lines = text.strip("\n").split("\n")
    filled = [line for line in lines if line.strip()]
    if filled and all(QUOTED.match(line) for line in filled):
        return "\n".join(QUOTED.sub("", line, count=1) for line in lines) + "\n", ["The marks of a quote before the lines were removed."]
    if any(line.startswith("@@") for line in lines) or filled and all(line.startswith(("+", "-", " ")) for line in filled):
        if not any(line.startswith("+") for line in lines):
            return text, []
        kept = [line[1:] for line in lines if not HEADER.match(line) and not line.startswith("-")]
        return "\n".join(kept) + "\n", ["The signs of a change before the lines were removed, and the lines that it removes."]
    return text, []


def around(text: str) -> tuple[str, Done]:
    """Words before and after the code, where what is left out has no line of code."""
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines) if STARTS.match(line)][:MOST_STARTS]
    for start in starts:
        if any(STATEMENT.match(line) for line in lines[:start]):
            break
        end = code_end(lines, start)
        code = "\n".join(lines[start:end]).rstrip() + "\n"
        if end <= start or not SCENE.search(code) or any(STATEMENT.match(line) for line in lines[end:]):
            continue
        if parses(code):
            where = "before and after" if start and end < len(lines) else "before" if start else "after"
            return code, [f"The words {where} the code were removed."]
    return text, []


def code_end(lines: Sequence[str], start: int) -> int:
    """Up to which line the code can be read as Python."""
    end = len(lines)
    for _ in range(MOST_CUTS):
        try:
            ast.parse("\n".join(lines[start:end]))
            return trimmed(lines, start, end)
        except SyntaxError as error:
            at = start + (error.lineno or 1) - 1
            if at >= end:
                at = end - 1
            # A quote within the words may be said to begin in a later line, and never to end.
            end = min(at, end - 1)
            if end <= start:
                return start
        except (ValueError, RecursionError, MemoryError):
            return start
    return start


def trimmed(lines: Sequence[str], start: int, end: int) -> int:
    """Without a last word that could be a name, as in "Enjoy" or "EOF"."""
    last = end
    while last > start and not lines[last - 1].strip():
        last -= 1
    return last - 1 if re.fullmatch(r"[A-Za-z]+[.!]?", lines[last - 1]) and lines[last - 1] not in ("pass", "continue", "break") else end
