"""Plots of functions, and charts of numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from notation.unreadable import Unreadable

from . import expressions
from .sheet import Sheet

# A request as the renderer described it; see VisualSpec.
Spec = Mapping[str, Any]

POINTS = 1500


def plot(sheet: Sheet, spec: Spec) -> None:
    low, high = float(spec.get("xMin", -10)), float(spec.get("xMax", 10))
    if not high > low:
        raise Unreadable("The range of x must begin before it ends.")
    x = np.linspace(low, high, POINTS)
    curves = [expressions.parse(text)(x) for text in spec["expressions"]]
    known = np.concatenate([curve[np.isfinite(curve)] for curve in curves])
    if known.size == 0:
        raise Unreadable("The formula has no value in this range of x.")
    # Poles would flatten all else: the picture shows where most of the curve is.
    under, over = np.percentile(known, [2, 98])
    span = max(over - under, 1e-9)
    under, over = max(known.min(), under - 0.6 * span), min(known.max(), over + 0.6 * span)
    under, over = spec.get("yMin", under - 0.05 * span), spec.get("yMax", over + 0.05 * span)
    if not float(over) > float(under):
        raise Unreadable(
            "The curve lies above y_max: choose a larger one, or give y_min too."
            if "yMin" not in spec
            else "The curve lies below y_min: choose a smaller one, or give y_max too."
        )
    sheet.axes(low, high, float(under), float(over))
    sheet.context.save()
    sheet.inside()
    sheet.context.set_line_width(2.5)
    for number, curve in enumerate(curves):
        sheet.color(number)
        trace(sheet, x, curve, 4 * (over - under))
    sheet.context.restore()
    sheet.legend(spec["expressions"])


def trace(sheet: Sheet, xs: Any, ys: Any, jump: float) -> None:
    """A curve broken where it has no value, and at its poles."""
    pen, last = False, 0.0
    for x, y in zip(xs.tolist(), ys.tolist(), strict=True):
        if not math.isfinite(y):
            pen = False
            continue
        to = sheet.place(x, min(max(y, sheet.range[2] - jump), sheet.range[3] + jump))
        if pen and abs(y - last) < jump:
            sheet.context.line_to(*to)
        else:
            sheet.context.move_to(*to)
        pen, last = True, y
    sheet.context.stroke()


def series(sheet: Sheet, spec: Spec) -> None:
    """Lines or points: each series over the same x, or over 1, 2, 3, …"""
    rows = spec["series"]
    xs = spec.get("x") or list(range(1, max(len(row["values"]) for row in rows) + 1))
    values = [v for row in rows for v in row["values"]]
    gap = 0.05 * ((max(values) - min(values)) or 1)
    side = 0.02 * ((max(xs) - min(xs)) or 1)
    sheet.axes(min(xs) - side, max(xs) + side, min(values) - gap, max(values) + gap)
    for number, row in enumerate(rows):
        sheet.color(number)
        places = [sheet.place(x, y) for x, y in zip(xs, row["values"], strict=False)]
        if spec["kind"] == "line":
            sheet.context.set_line_width(2.5)
            for place in places:
                sheet.context.line_to(*place)
            sheet.context.stroke()
        for place in places if spec["kind"] == "scatter" or len(places) <= 60 else ():
            sheet.context.arc(*place, 4, 0, 2 * math.pi)
            sheet.context.fill()
    sheet.legend([row.get("name", "") for row in rows])


def bars(sheet: Sheet, spec: Spec) -> None:
    rows, labels = spec["series"], spec.get("labels") or []
    count = max(len(row["values"]) for row in rows)
    values = [v for row in rows for v in row["values"]]
    gap = 0.08 * ((max(*values, 0) - min(*values, 0)) or 1)
    sheet.axes(0, count, min(*values, 0) - (gap if min(values) < 0 else 0), max(*values, 0) + gap, labels)
    width = 0.8 / len(rows)
    for number, row in enumerate(rows):
        sheet.color(number, 0.9)
        for at, value in enumerate(row["values"]):
            left, top = sheet.place(at + 0.1 + number * width, value)
            right, zero = sheet.place(at + 0.1 + (number + 1) * width, 0)
            sheet.context.rectangle(left, top, right - left - 1, zero - top)
        sheet.context.fill()
    sheet.ink()
    for at in range(0, count, max(1, count // 24)):
        x, _ = sheet.place(at + 0.5, 0)
        sheet.text(labels[at] if at < len(labels) else at + 1, x, sheet.box[3] + 22, 13, most=max(4, 90 // count))
    sheet.legend([row.get("name", "") for row in rows])


def histogram(sheet: Sheet, spec: Spec) -> None:
    values = np.array([v for row in spec["series"] for v in row["values"]], dtype=float)
    bins = int(spec.get("bins") or min(40, max(5, math.ceil(math.sqrt(values.size)))))
    counts, marks = np.histogram(values, bins=bins)
    sheet.axes(float(marks[0]), float(marks[-1]), 0, float(counts.max()) * 1.08)
    sheet.color(0, 0.85)
    for count, low, high in zip(counts.tolist(), marks[:-1].tolist(), marks[1:].tolist(), strict=True):
        left, top = sheet.place(low, count)
        right, zero = sheet.place(high, 0)
        sheet.context.rectangle(left, top, max(1, right - left - 1), zero - top)
    sheet.context.fill()


def pie(sheet: Sheet, spec: Spec) -> None:
    values, labels = spec["series"][0]["values"], spec.get("labels") or []
    total = sum(values)
    if min(values) < 0 or total <= 0:
        raise Unreadable("The parts of a pie are positive numbers.")
    x, y, radius, angle = sheet.width / 2, sheet.height / 2 + 20, 220, -math.pi / 2
    for number, value in enumerate(values):
        end = angle + 2 * math.pi * value / total
        sheet.color(number, 1 - 0.35 * (number // len(sheet.COLORS) % 2))
        sheet.context.move_to(x, y)
        sheet.context.arc(x, y, radius, angle, end)
        sheet.context.close_path()
        sheet.context.fill_preserve()
        sheet.context.set_source_rgb(1, 1, 1)
        sheet.context.set_line_width(2)
        sheet.context.stroke()
        middle = (angle + end) / 2
        if value / total >= 0.015:
            sheet.ink()
            name = labels[number] if number < len(labels) else f"{value:g}"
            sheet.text(
                f"{name} ({100 * value / total:.3g} %)",
                x + 1.12 * radius * math.cos(middle),
                y + 1.12 * radius * math.sin(middle) + 5,
                14,
                anchor=0.5 - 0.5 * math.cos(middle),
                most=26,
            )
        angle = end
