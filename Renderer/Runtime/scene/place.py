"""Where a scene is while it runs: the line of its code, and whether it is being drawn, waits for LaTeX, or computes by itself.

A time limit ends a scene from outside, which knows none of this. So the scene says it some times a second, when it has changed.
"""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import Any

from sandbox import report as reporting

from . import failures, formulas
from .failures import SCENE_FILE

SECONDS = 0.5
# Files of Manim's and ours in which a scene is being drawn.
DRAWING = (
    "/scene/frames.py",
    "/scene/encode.py",
    "/manim/scene/scene.py",
    "/manim/scene/scene_file_writer.py",
    "/manim/renderer/cairo_renderer.py",
)


def of(frame: FrameType | None) -> tuple[int, str]:
    """The innermost line of the scene's own code, 0 where it is in none, and what is done there: latex, drawing or code."""
    line, doing = 0, "code"
    while frame is not None:
        code = frame.f_code
        if code.co_filename == SCENE_FILE:
            line = line or (0 if frame.f_lineno in failures.hidden else frame.f_lineno)
        elif code is formulas.start.__code__:
            doing = "latex"
        elif doing == "code" and code.co_filename.endswith(DRAWING) and code.co_name in PARTS:
            doing = "drawing"
        frame = frame.f_back
    return line, doing


# A scene's own code runs within others of them.
PARTS = {
    "play",
    "play_internal",
    "slices",
    "until",
    "fork",
    "join",
    "draw",
    "update_frame",
    "scene_finished",
    "combine_to_movie",
    "add_frame",
}


def line() -> int:
    """The line of the scene's own code that called this."""
    return of(sys._getframe())[0]


def watch(report: int) -> None:
    """From now on this process says where it is."""
    said: list[tuple[int, str]] = []

    def look(number: int, frame: FrameType | None) -> None:
        found = of(frame)
        if said != [found] and not reporting.telling:
            said[:] = [found]
            at: dict[str, Any] = {"line": found[0], "doing": found[1]}
            reporting.tell(report, at=at)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, SECONDS, SECONDS)
