"""Finds the code in what people and models send: among words, in a block, in JSON, behind prompts and the numbers of lines.

Text that is Python already is left as it is. What was done is said, a sentence for each step.
"""

from __future__ import annotations

import html
import json
import re
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

from signs import code as signs

from . import blocks, bodies, mends, prose
from .source import parses

Done = list[str]
# JSON within JSON, or a block within a string of it.
DEPTH = 4
THOUGHT = re.compile(r"<(think|thinking|thought|reasoning)>.*?</\1>|^.*</(?:think|thinking|thought|reasoning)>", re.IGNORECASE | re.DOTALL)
TAGS = re.compile(r"</?(?:span|pre|code|div|p|br|b|i|strong|em|font|html|body)(?:\s[^<>]*)?/?>", re.IGNORECASE)
ALONE = re.compile(r"^[ \t]*</?[a-z_]{2,20}(?:\s[^<>\n]*)?>[ \t]*$|^[ \t]*<\|[a-z_]+\|>[ \t]*$", re.IGNORECASE | re.MULTILINE)
ENTITY = re.compile(r"&(?:lt|gt|amp|quot|apos|nbsp|#\d{1,6}|#x[0-9a-f]{1,6});", re.IGNORECASE)
SCENE = re.compile(r"^[ \t]*class\s+\w+\s*\(|\bdef\s+construct\b", re.MULTILINE)
CODE = re.compile(r"\bimport\b|\bclass\s+\w+\s*\(|\bdef\s+construct\b")
LABEL = re.compile(r"\A\s*(?:(?:python[0-9.]*|py|manim|code|copy code|python copy(?: code)?|[\w/-]+\.py:?)[ \t]*\n)+", re.IGNORECASE)
MAGIC = re.compile(r"^(?:%%?|!)[^\n]*\n?", re.MULTILINE)
HEREDOC = re.compile(r"^[^\n]*<<-?\s*['\"]?(\w+)['\"]?[^\n]*\n(.*?)^\1\s*$", re.DOTALL | re.MULTILINE)


def unwrap(text: str, depth: int = 0) -> tuple[str, Done]:
    """The code in a text, and what was done to find it."""
    code, done = found(text, depth)
    changed, said = bodies.completed(code)
    return changed, [*done, *said]


def has_slips(text: str) -> bool:
    """Whether the code in a text is Python only once its slips are mended, or not even then."""
    for step in (lambda text: (text, []), *STEPS[:-1]):
        text, _ = step(text)
        if parses(text):
            return False
    return True


def found(text: str, depth: int) -> tuple[str, Done]:
    done: Done = []
    if text.startswith("\ufeff"):
        text = text[1:]
        done.append("The byte order mark was removed.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    inside = within_json(text) if depth < DEPTH else None
    if inside is not None:
        text, more = found(inside, depth + 1)
        return text, [*done, "The code was taken out of the JSON around it.", *more]
    if parses(text) and not LABEL.match(text):
        return text, done
    for step in STEPS:
        changed, said = step(text)
        if said:
            text = changed
            done += said
            if parses(text):
                break
    return text, done


def within_json(text: str) -> str | None:
    """The code in a JSON document, None where it is none or holds no code."""
    stripped = text.strip()
    if stripped[:1] not in tuple('{["') or stripped[:3] == '"""' or not CODE.search(text):
        return None
    try:
        found = list(strings(json.loads(stripped, strict=False)))
    except (ValueError, RecursionError):
        found = [
            json_string(part) for part in re.findall(r'"(?:code|content|source|text|script|python)"\s*:\s*("(?:[^"\\]|\\.)*")', stripped)
        ]
    code = [part for part in found if CODE.search(part)]
    scenes = [part for part in code if SCENE.search(part)]
    return (scenes or code or [None])[-1]


def json_string(part: str) -> str:
    try:
        return str(json.loads(part, strict=False))
    except ValueError:
        return part[1:-1]


def strings(value: Any, depth: int = 0) -> Iterator[str]:
    """Every text in a JSON value; the lines of a notebook's cells, and all its cells, as one."""
    if isinstance(value, str):
        yield value
    elif depth > 20:
        return
    elif isinstance(value, dict):
        if isinstance(value.get("cells"), list):
            cells = [c.get("source", "") for c in value["cells"] if isinstance(c, dict) and c.get("cell_type", "code") == "code"]
            yield "\n".join("".join(c) if isinstance(c, list) else str(c) for c in cells) + "\n"
            return
        for part in value.values():
            yield from strings(part, depth + 1)
    elif isinstance(value, list):
        if len(value) > 1 and all(isinstance(part, str) for part in value):
            yield "\n".join(part.rstrip("\n") for part in value) + "\n"
            return
        for part in value:
            yield from strings(part, depth + 1)


def thoughts(text: str) -> tuple[str, Done]:
    changed = ALONE.sub("", THOUGHT.sub("", text))
    return (changed, ["What is no code, between < and >, was removed."]) if changed != text and CODE.search(changed) else (text, [])


def entities(text: str) -> tuple[str, Done]:
    done = []
    if re.search(r"</(?:span|code|pre|div|p)>|<br\s*/?>", text, re.IGNORECASE):
        text = TAGS.sub("", re.sub(r"<br\s*/?>\n?", "\n", text, flags=re.IGNORECASE))
        done.append("HTML tags were removed.")
    if ENTITY.search(text):
        text = html.unescape(text)
        if ENTITY.search(text) and not parses(text):
            text = html.unescape(text)
        done.append("HTML signs such as &lt; were replaced.")
    return text, done


def escapes(text: str) -> tuple[str, Done]:
    """Code whose lines are joined by the two signs \\ and n."""
    if text.strip().count("\n") > 2 or text.count("\\n") < 2:
        return text, []
    changed = json_string('"' + re.sub(r'(?<!\\)"', '\\"', text.strip().strip("\"'")) + '"')
    return (changed, ["\\n became the end of a line."]) if parses(changed) else (text, [])


def labels(text: str) -> tuple[str, Done]:
    changed = LABEL.sub("", text)
    return (changed, ["The words before the code were removed."]) if changed != text and CODE.search(changed) else (text, [])


def shells(text: str) -> tuple[str, Done]:
    if (found := HEREDOC.search(text)) and CODE.search(found.group(2)):
        return found.group(2), ["The command around the code was removed."]
    changed = MAGIC.sub("", text)
    if changed != text and CODE.search(changed):
        return changed, ["Lines that begin with % or ! were removed: they are for notebooks."]
    return text, []


def dedented(text: str) -> tuple[str, Done]:
    changed = textwrap.dedent(text)
    return (changed, ["The indent that every line had was removed."]) if changed != text and parses(changed) else (text, [])


def tabs(text: str) -> tuple[str, Done]:
    if "\t" in text:
        for size in (4, 8, 2):
            if parses(changed := text.expandtabs(size)):
                return changed, ["Tabs became spaces."]
    return text, []


STEPS: tuple[Callable[[str], tuple[str, Done]], ...] = (
    thoughts,
    entities,
    escapes,
    lambda text: blocks.chosen(text, found),
    signs.undo,
    labels,
    shells,
    prose.prompts,
    prose.numbers,
    prose.marks,
    dedented,
    tabs,
    prose.around,
    mends.mend,
)
