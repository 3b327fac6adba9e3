"""Draws what a request describes, as PNG or SVG. Runs in a confined child like any scene."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

import cairo

from . import charts, figures
from .sheet import SIZE, Sheet

DRAWERS: dict[str, Callable[[Sheet, Mapping[str, Any]], None]] = {
    "plot": charts.plot,
    "line": charts.series,
    "scatter": charts.series,
    "bar": charts.bars,
    "histogram": charts.histogram,
    "pie": charts.pie,
    "geometry": figures.geometry,
    "graph": figures.graph,
}


def draw(spec: Mapping[str, Any], folder: str) -> None:
    """Writes the picture into the folder, by the name that file_name gives; Unreadable where the request makes no picture."""
    path = os.path.join(folder, file_name(spec))
    is_svg = spec.get("format", "png") == "svg"
    surface = cairo.SVGSurface(path, *SIZE) if is_svg else cairo.ImageSurface(cairo.FORMAT_RGB24, *SIZE)
    sheet = Sheet(surface)
    DRAWERS[spec["kind"]](sheet, spec)
    sheet.title(spec.get("title") or "")
    if not is_svg:
        surface.write_to_png(path)
    surface.finish()


def file_name(spec: Mapping[str, Any]) -> str:
    return f"picture.{spec.get('format', 'png')}"
