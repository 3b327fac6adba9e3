"""Slips of the keyboard and of other languages that Python refuses, where what is meant is sure: each is mended and said.

A mend is kept only if it leads to code that can be read.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from .source import parses

Done = list[str]
MOST = 6
OPEN, CLOSE = "([{", ")]}"


def mend(text: str) -> tuple[str, Done]:
    """The code without its slips; the same text where one is left that nobody can be sure of."""
    mended, done = text, []
    for _ in range(MOST):
        try:
            ast.parse(mended)
            return mended, done
        except SyntaxError as error:
            found = slip(mended, error)
        except (ValueError, RecursionError, MemoryError):
            break
        if found is None:
            break
        mended, said = found
        if said not in done:
            done.append(said)
    return (mended, done) if done and parses(mended) else (text, [])


def slip(text: str, error: SyntaxError) -> tuple[str, str] | None:
    lines = text.split("\n")
    at, message = (error.lineno or 0) - 1, error.msg or ""
    if not 0 <= at < len(lines):
        return None
    line = lines[at]
    if re.search(r"\d\s*°", text):
        return re.sub(r"(\d)\s*°", r"\1 * DEGREES", text), "The sign ° became DEGREES."
    if re.match(r"\s*//", line):
        return replaced(lines, at, re.sub(r"^(\s*)//", r"\1#", line)), "// became #, which begins a comment in Python."
    if message == "expected ':'" and re.match(r"\s*(?:for|while|if|elif|else|def|class|with|try|except|finally)\b", line):
        bare, comment = split_comment(line)
        return replaced(lines, at, bare.rstrip() + ":" + comment), f"A : was added at the end of line {at + 1}."
    if "was never closed" in message:
        missing = unclosed(line[(error.offset or 1) - 1 :])
        if missing and any(rest.strip() for rest in lines[at + 1 :]):
            bare, comment = split_comment(line)
            return replaced(lines, at, bare.rstrip() + missing + comment), f"{missing} was added at the end of line {at + 1}."
    if "unmatched" in message and error.offset and line[error.offset - 1 : error.offset] in CLOSE:
        return replaced(
            lines, at, line[: error.offset - 1] + line[error.offset :]
        ), f"A {line[error.offset - 1]} was removed in line {at + 1}."
    if "Missing parentheses in call to 'print'" in message:
        return replaced(lines, at, re.sub(r"^(\s*)print\s+(.*?)\s*$", r"\1print(\2)", line)), "print became a call."
    return None


def replaced(lines: Sequence[str], at: int, line: str) -> str:
    return "\n".join([*lines[:at], line, *lines[at + 1 :]])


def split_comment(line: str) -> tuple[str, str]:
    """The line before a comment, and the comment with the blanks before it."""
    found = re.search(r"\s+#[^\"']*$", line)
    return (line[: found.start()], found.group()) if found else (line, "")


def unclosed(part: str) -> str:
    """The brackets that a part of a line opens and does not close; empty where that is not sure."""
    left: list[str] = []
    quote = ""
    for character in part:
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == "#":
            break
        elif character in OPEN:
            left.append(CLOSE[OPEN.index(character)])
        elif character in CLOSE:
            if not left or left.pop() != character:
                return ""
    # A line that ends with a comma, an operator or a bracket goes on in the next one.
    return "" if quote or not re.search(r"[\w\"')\]}]\s*(?:#.*)?$", part) else "".join(reversed(left))
