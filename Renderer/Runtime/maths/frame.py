"""The scene that shows a worked answer: its figure on the left, its steps with their reasons on the right, its result in a frame.

The code follows the catalogue's prelude (Ai/Catalogue/Topics/_prelude.py), which begins with the class Lesson (Ai/Lessons).
"""

from __future__ import annotations

from importlib import resources
from pprint import pformat

from .answer import Answer


def read(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8").strip()


def code(answer: Answer) -> str:
    """What follows the prelude in the scene's file. All that came from the person stands in literals."""
    figure = answer.figure
    data = {key: value for key, value in figure.data.items() if key not in ("functions", "equation")} if figure else None
    parts = [
        f"TITLE = {answer.title!r}",
        f"STEPS = {pformat([(step.tex, step.why) for step in answer.steps], width=130)}",
        f"RESULT = {answer.result!r}",
        f"FIGURE = {pformat(data, width=130)}",
    ]
    if figure is not None:
        # In a script from right to left the figure is on the right, as the steps are on the left; see Lesson.
        right = any("\u0590" <= sign <= "\u08ff" for sign in answer.title)
        parts.append(f"SIDE, FAR = {'RIGHT, 7.2' if right else 'LEFT, 0'}")
        if "functions" in figure.data:
            bodies = "\n".join(f"    lambda x: {body}," for body in figure.data["functions"])
            parts.append(f"FUNCTIONS = [\n{bodies}\n]")
        if "equation" in figure.data:
            parts.append(f"def equation(x, y):\n    return {figure.data['equation']}")
        parts.append(read(f"figures/{figure.kind}.scene"))
    parts.append(read("derivation.scene").replace("        DRAW_FIGURE\n", "        figure(self, FIGURE)\n" if figure else ""))
    return "\n\n\n".join(parts) + "\n"
