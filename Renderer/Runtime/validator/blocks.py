"""Which of the blocks between ``` in an answer is meant."""

from __future__ import annotations

import re
from collections.abc import Callable

from .source import parses

FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})[ \t]*([^\n`]*)$|(?<=\S)(```)[ \t]*$", re.MULTILINE)
IMPORT = re.compile(r"^[ \t>.\d|]*(?:from\s+manim\w*[\w.]*\s+import|import\s+manim)", re.MULTILINE)
SCENE = re.compile(r"^[ \t>.\d|+]*class\s+\w+\s*\(", re.MULTILINE)
CODE = re.compile(r"\bimport\b|\bclass\s+\w+\s*\(|\bself\.|\bdef\s+\w+\s*\(|^\s*\w[\w.]*\s*=|[{\"]", re.MULTILINE)
OTHERS = {
    "bash",
    "sh",
    "shell",
    "console",
    "text",
    "txt",
    "output",
    "powershell",
    "cmd",
    "toml",
    "ini",
    "yaml",
    "diff-old",
    "latex",
    "tex",
    "html",
}

Unwrap = Callable[[str, int], tuple[str, list[str]]]


def chosen(text: str, unwrap: Unwrap) -> tuple[str, list[str]]:
    """
    The last block that is a whole scene; all blocks in their order where only together they are one. A block that nothing
    closes goes to the end of the text.
    """
    found = [body for language, body in blocks(text) if language not in OTHERS and CODE.search(body)]
    if not found:
        return text, []
    whole = [body for body in found if SCENE.search(body) and (IMPORT.search(body) or len(found) == 1)]
    if len(whole) > 1:
        good = [body for body in whole if parses(unwrap(body, 1)[0])]
        code, said = (
            (good or whole)[-1],
            f"Of {len(whole)} scenes in blocks of their own, the last {'complete ' if good else ''}one was taken.",
        )
    elif whole:
        code, said = whole[0], "The text around the code block was removed."
    elif len(found) > 1:
        code, said = "\n".join(found), f"The {len(found)} code blocks were put together."
    else:
        code, said = found[0], "The text around the code block was removed."
    inner, more = unwrap(code, 1)
    return inner, [said, *more]


def blocks(text: str) -> list[tuple[str, str]]:
    """The language and the content of each block."""
    found, open_at, mark, language = [], -1, "", ""
    for fence in FENCE.finditer(text):
        sign, info = fence.group(1) or fence.group(3), (fence.group(2) or "").strip()
        if open_at < 0:
            if fence.group(3):
                # Nothing opens it: the code begins with the text.
                if not found:
                    found.append(("", text[: fence.start()].strip("\n") + "\n"))
                continue
            open_at, mark, language = fence.end() + 1, sign, info.split(" ")[0].strip("{}.").lower()
            if info and not re.fullmatch(r"[\w{}.=+#\" -]{1,60}", info):
                # The code begins on the line of the mark.
                open_at, language = fence.start(2), ""
        elif sign[0] == mark[0] and len(sign) >= len(mark) and not info:
            found.append((language, text[open_at : fence.start()].strip("\n") + "\n"))
            open_at = -1
    if open_at >= 0:
        if not found and re.search(r"\S", text[: max(open_at - len(mark) - len(language) - 1, 0)]) and not text[open_at:].strip():
            found.append(("", text[: text.rfind(mark)].strip("\n") + "\n"))
        else:
            found.append((language, text[open_at:].strip("\n") + "\n"))
    return found
