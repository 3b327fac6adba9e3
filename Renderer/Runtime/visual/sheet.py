"""White paper with a margin, a title, a legend, and a frame of coordinates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cairo

from .scale import number_text, ticks, widened

SIZE = (960, 640)


class Sheet:
    """White paper with a margin, and a frame of coordinates on it."""

    COLORS = (
        (0.12, 0.47, 0.71),
        (0.84, 0.15, 0.16),
        (0.17, 0.63, 0.17),
        (1.0, 0.5, 0.05),
        (0.58, 0.4, 0.74),
        (0.55, 0.34, 0.29),
        (0.89, 0.47, 0.76),
        (0.09, 0.75, 0.81),
    )

    def __init__(self, surface: Any) -> None:
        self.context: Any = cairo.Context(surface)
        self.width, self.height = SIZE
        self.box = (80, 60, self.width - 40, self.height - 60)  # left, top, right, bottom
        self.context.set_source_rgb(1, 1, 1)
        self.context.paint()
        self.context.select_font_face("DejaVu Sans")
        self.context.set_line_join(cairo.LINE_JOIN_ROUND)
        self.range: tuple[float, float, float, float] = (0, 1, 0, 1)  # of x, then of y

    def color(self, number: int, alpha: float = 1.0) -> None:
        self.context.set_source_rgba(*self.COLORS[number % len(self.COLORS)], alpha)

    def ink(self, grey: float = 0.15) -> None:
        self.context.set_source_rgb(grey, grey, grey)

    def text(self, words: object, x: float, y: float, size: float = 15, anchor: float = 0.5, most: int = 60) -> None:
        shown = "".join(c for c in str(words) if c.isprintable())
        shown = shown if len(shown) <= most else shown[: most - 1] + "…"
        self.context.set_font_size(size)
        facts = self.context.text_extents(shown)
        self.context.move_to(x - anchor * facts.x_advance, y)
        self.context.show_text(shown)

    def title(self, words: str) -> None:
        self.ink()
        self.text(words, self.width / 2, 36, 22)

    def legend(self, names: Sequence[str]) -> None:
        for number, name in enumerate(names[:8]):
            if not name:
                continue
            y = self.box[1] + 18 + 22 * number
            self.color(number)
            self.context.rectangle(self.box[2] - 190, y - 10, 14, 10)
            self.context.fill()
            self.ink()
            self.text(name, self.box[2] - 170, y, 14, anchor=0, most=22)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where on the paper a point of the coordinates is."""
        left, top, right, bottom = self.box
        low, high, under, over = self.range
        return left + (x - low) / (high - low) * (right - left), bottom - (y - under) / (over - under) * (bottom - top)

    def axes(self, low: float, high: float, under: float, over: float, labels: Sequence[object] | None = None) -> None:
        self.range = (*widened(low, high), *widened(under, over))
        low, high, under, over = self.range
        left, top, right, bottom = self.box
        self.context.set_line_width(1)
        for value in ticks(under, over):
            _, y = self.place(low, value)
            self.line(left, y, right, y, 0.88)
            self.ink()
            self.text(number_text(value), left - 10, y + 5, 13, anchor=1)
        for value in ticks(low, high) if labels is None else ():
            x, _ = self.place(value, under)
            self.line(x, top, x, bottom, 0.88)
            self.ink()
            self.text(number_text(value), x, bottom + 22, 13)
        self.context.set_line_width(1.5)
        if low <= 0 <= high and labels is None:
            x, _ = self.place(0, under)
            self.line(x, top, x, bottom, 0.35)
        if under <= 0 <= over:
            _, y = self.place(low, 0)
            self.line(left, y, right, y, 0.35)
        self.context.rectangle(left, top, right - left, bottom - top)
        self.ink(0.5)
        self.context.stroke()

    def line(self, x: float, y: float, to_x: float, to_y: float, grey: float) -> None:
        self.ink(grey)
        self.context.move_to(x, y)
        self.context.line_to(to_x, to_y)
        self.context.stroke()

    def inside(self) -> None:
        """Nothing is drawn beyond the frame until the context is restored."""
        left, top, right, bottom = self.box
        self.context.rectangle(left, top, right - left, bottom - top)
        self.context.clip()
