"""Draws function plots, charts of data, geometry and graphs with Cairo, as PNG or SVG. Runs in a confined child like any scene."""
import math
import os

import cairo
import charts
import expressions
import figures

SIZE = (960, 640)
Refused = expressions.Unreadable


def draw(spec, folder):
    kind, form = spec["kind"], spec.get("format", "png")
    drawers = {"plot": charts.plot, "line": charts.series, "scatter": charts.series, "bar": charts.bars, "histogram": charts.histogram,
               "pie": charts.pie, "geometry": figures.geometry, "graph": figures.graph}
    path = os.path.join(folder, f"picture.{form}")
    surface = cairo.SVGSurface(path, *SIZE) if form == "svg" else cairo.ImageSurface(cairo.FORMAT_RGB24, *SIZE)
    sheet = Sheet(surface)
    drawers[kind](sheet, spec)
    sheet.title(spec.get("title") or "")
    if form == "png":
        surface.write_to_png(path)
    surface.finish()


class Sheet:
    """White paper with a margin, and a frame of coordinates on it."""

    COLORS = ((0.12, 0.47, 0.71), (0.84, 0.15, 0.16), (0.17, 0.63, 0.17), (1.0, 0.5, 0.05), (0.58, 0.4, 0.74), (0.55, 0.34, 0.29), (0.89, 0.47, 0.76), (0.09, 0.75, 0.81))

    def __init__(self, surface):
        self.context = cairo.Context(surface)
        self.width, self.height = SIZE
        self.box = (80, 60, self.width - 40, self.height - 60)  # left, top, right, bottom
        self.context.set_source_rgb(1, 1, 1)
        self.context.paint()
        self.context.select_font_face("DejaVu Sans")
        self.context.set_line_join(cairo.LINE_JOIN_ROUND)
        self.range = (0, 1, 0, 1)

    def color(self, number, alpha=1.0):
        self.context.set_source_rgba(*self.COLORS[number % len(self.COLORS)], alpha)

    def ink(self, grey=0.15):
        self.context.set_source_rgb(grey, grey, grey)

    def text(self, words, x, y, size=15, anchor=0.5, most=60):
        words = "".join(c for c in str(words) if c.isprintable())
        words = words if len(words) <= most else words[: most - 1] + "…"
        self.context.set_font_size(size)
        facts = self.context.text_extents(words)
        self.context.move_to(x - anchor * facts.x_advance, y)
        self.context.show_text(words)

    def title(self, words):
        self.ink()
        self.text(words, self.width / 2, 36, 22)

    def legend(self, names):
        for number, name in enumerate(names[:8]):
            if not name:
                continue
            y = self.box[1] + 18 + 22 * number
            self.color(number)
            self.context.rectangle(self.box[2] - 190, y - 10, 14, 10)
            self.context.fill()
            self.ink()
            self.text(name, self.box[2] - 170, y, 14, anchor=0, most=22)

    def place(self, x, y):
        left, top, right, bottom = self.box
        low, high, under, over = self.range
        return left + (x - low) / (high - low) * (right - left), bottom - (y - under) / (over - under) * (bottom - top)

    def axes(self, low, high, under, over, labels=None):
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

    def line(self, x, y, to_x, to_y, grey):
        self.ink(grey)
        self.context.move_to(x, y)
        self.context.line_to(to_x, to_y)
        self.context.stroke()

    def inside(self):
        left, top, right, bottom = self.box
        self.context.rectangle(left, top, right - left, bottom - top)
        self.context.clip()


def widened(low, high):
    if not (math.isfinite(low) and math.isfinite(high)) or max(abs(low), abs(high)) > 1e15:
        raise Refused("The numbers are too large to be drawn.")
    return (low, high) if high - low > 1e-12 * max(1, abs(low), abs(high)) else (low - 1, high + 1)


def ticks(low, high, about=8):
    step = 10 ** math.floor(math.log10((high - low) / about))
    step *= next(m for m in (1, 2, 5, 10) if (high - low) / (step * m) <= about)
    first = math.ceil(low / step - 1e-9)
    return [step * n for n in range(first, first + 4 * about) if step * n <= high + 1e-9 * step]


def number_text(value):
    return f"{value:.6g}" if abs(value) > 1e-12 else "0"
