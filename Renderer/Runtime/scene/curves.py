"""Curves that are not drawn as they were meant: where a function has no value nothing is drawn, and a pole becomes a steep line.

The points are looked at that Manim has computed. The function is not asked again: it may count, or draw by chance.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from . import place

# Heights of the picture from which on a leap to the other side is a pole.
FAR = 1.0


def install(manim: Any, tell: Callable[[str, str], None]) -> None:
    """tell hears of each such curve, as (cause, sentence)."""
    generate = manim.ParametricFunction.generate_points

    def generate_points(self: Any) -> Any:
        result = generate(self)
        try:
            look(self, manim.config.frame_height, tell)
        except Exception:
            return result  # a scene may make a curve of anything
        return result

    manim.ParametricFunction.generate_points = generate_points


def look(curve: Any, height: float, tell: Callable[[str, str], None]) -> None:
    points = curve.points
    if len(points) < 8 or getattr(curve, "discontinuities", None) is not None:
        return
    anchors = [(float(x), float(y)) for x, y, *_ in [*points[::4], points[-1]]]
    times = [curve.t_min + number * curve.t_step for number in range(len(anchors) - 1)] + [curve.t_max]
    line = place.line()
    where = f"of line {line} " if line else ""
    lost = [time for time, (x, y) in zip(times, anchors, strict=True) if not (math.isfinite(x) and math.isfinite(y))]
    if lost:
        tell("domain", f"The curve {where}is not drawn: its function has no value {span(lost)}. {CURE}")
    for time in poles(times, anchors, height)[:2]:
        tell("pole", f"The curve {where}leaps from one side of the picture to the other near {number(time)}, by a steep line. {LEAP}")


CURE = "Give the range where it has one as x_range, or use np.cbrt for a cube root."
LEAP = "If that is a pole, give it as discontinuities=[...], or plot its sides one by one."


def span(lost: Sequence[float]) -> str:
    first, last = number(min(lost)), number(max(lost))
    return f"at {first}" if first == last else f"from {first} to {last}"


def number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def poles(times: Sequence[float], anchors: Sequence[tuple[float, float]], height: float) -> list[float]:
    """Where the curve leaps from far beyond one edge of the picture to far beyond the other."""
    found = []
    for at in range(1, len(anchors)):
        before, after = anchors[at - 1][1], anchors[at][1]
        if math.isfinite(before) and math.isfinite(after) and before * after < 0 and min(abs(before), abs(after)) > FAR * height:
            found.append((times[at - 1] + times[at]) / 2)
    return found
