"""The range of an axis, its ticks and their labels."""

from __future__ import annotations

import math

from notation.unreadable import Unreadable


def widened(low: float, high: float) -> tuple[float, float]:
    """A range that has a length; Unreadable where its numbers are beyond any picture."""
    if not (math.isfinite(low) and math.isfinite(high)) or max(abs(low), abs(high)) > 1e15:
        raise Unreadable("The numbers are too large to be drawn.")
    return (low, high) if high - low > 1e-12 * max(1, abs(low), abs(high)) else (low - 1, high + 1)


def ticks(low: float, high: float, about: int = 8) -> list[float]:
    step = 10.0 ** math.floor(math.log10((high - low) / about))
    step *= next(m for m in (1, 2, 5, 10) if (high - low) / (step * m) <= about)
    first = math.ceil(low / step - 1e-9)
    return [step * n for n in range(first, first + 4 * about) if step * n <= high + 1e-9 * step]


def number_text(value: float) -> str:
    return f"{value:.6g}" if abs(value) > 1e-12 else "0"
