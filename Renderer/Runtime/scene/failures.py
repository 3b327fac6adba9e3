"""What went wrong in a scene, as the renderer is told: a cause with the line and the words that its author needs."""

from __future__ import annotations

import os
import re
import subprocess
from typing import Any

from . import complaints, formulas

SCENE_FILE = "scene.py"
# The lines of the class Lesson, where the file has it (Ai/Lessons): what fails in it was asked for by a line of the scene.
FRAME = ("# The frame of the lesson: ", "# The scene.")
hidden = range(0)


def hide_frame(code: str) -> None:
    """From now on the lines of the class Lesson are none of the scene's own."""
    global hidden
    lines = code.split("\n")
    first = next((n for n, line in enumerate(lines, 1) if line.startswith(FRAME[0])), 0)
    last = next((n for n, line in enumerate(lines, 1) if line == FRAME[1]), 0)
    hidden = range(first, last + 1) if 0 < first < last else range(0)


class Refused(Exception):
    """The code has no scene to render."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


class TooLong(Exception):
    """The scene asks for more frames than a video may have."""


# Whoever looks for a file here knows that it is none of the scene's own.
SYSTEM = ("/proc/", "/sys/", "/dev/", "/etc/", "/usr/", "/var/", "/run/", "/boot/", "/mnt/", "/opt/")


def line_of(error: BaseException) -> int:
    """The innermost line of the scene's own code, 0 where there is none."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == SCENE_FILE and trace.tb_lineno not in hidden:
            line = trace.tb_lineno
        trace = trace.tb_next
    if not line and isinstance(error, SyntaxError) and error.filename == SCENE_FILE:
        line = error.lineno or 0
    return line


def explain(error: BaseException) -> dict[str, Any]:
    kind, text = type(error).__name__, str(error).strip()
    if isinstance(error, TooLong):
        return {"cause": "length", "line": line_of(error), "message": text}
    if isinstance(error, Refused):
        return {"cause": "code", "line": error.line, "message": text}
    if isinstance(error, MemoryError):
        return {"cause": "memory"}
    if isinstance(error, OSError) and error.errno in (28, 27):
        return {"cause": "disk"}
    if isinstance(error, BlockingIOError) and error.errno == 11 or "can't start new thread" in text:
        return {"cause": "processes"}
    if isinstance(error, SyntaxError) and error.filename == SCENE_FILE:
        return {"cause": "code", "line": error.lineno or 0, "message": f"Syntax error: {error.msg}."}
    if isinstance(error, subprocess.TimeoutExpired) and error.cmd[:1] in (["latex"], ["pdflatex"], ["dvisvgm"]):
        return {"cause": "latex", "line": line_of(error), "message": f"it took {error.cmd[0]} more than {formulas.SECONDS} s"}
    if isinstance(error, FileNotFoundError) and error.filename and not str(error.filename).startswith(SYSTEM):
        name = os.path.basename(str(error.filename))
        message = f"There is no file {name}: a scene has no files but those that it writes itself."
        return {"cause": "scene", "line": line_of(error), "message": message}
    if isinstance(error, ValueError) and ("error converting to" in text or "files to SVG" in text) or "latex error" in text.lower():
        return {"cause": "latex", "line": line_of(error), "message": complaints.explain(formulas.newest_log()) or text}
    said = next((words for pattern, words in WORDS if re.search(pattern, text)), "")
    return {"cause": "scene", "line": line_of(error), "message": said or (f"{kind}: {text}" if text else kind)}


# What Manim and numpy say of common slips, and what they mean.
WORDS = (
    (
        r"__getattr__\.<locals>\.getter\(\) takes",
        "A get_ method is called here that does not exist: Manim takes its name for that of an attribute.",
    ),
    (
        r"__getattr__\.<locals>\.setter\(\) (?:takes|missing)",
        "A set_ method is called here that does not exist: Manim takes it for an attribute.",
    ),
    (r"ufunc 'bitwise_xor'|unsupported operand type\(s\) for \^", "^ is no power in Python: write **."),
    (
        r"'complex'|complex number|real number, not complex",
        "A number became complex here, as a root of a negative one does: use np.cbrt, or a range without it.",
    ),
    (r"truth value of an array", "Arrays cannot be compared by == or in an if: use np.array_equal(a, b)."),
    (
        r"^'?\w+'? object has no attribute 'renderer'",
        "The scene's __init__ does not call Manim's own: write super().__init__(**kwargs) in its first line.",
    ),
)
