"""Geometry in coordinates, and graphs of nodes and edges."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from notation.unreadable import Unreadable

from .sheet import Sheet

Point = tuple[float, float]


def geometry(sheet: Sheet, spec: Mapping[str, Any]) -> None:
    points, circles, polygons, segments = (spec.get(name) or [] for name in ("points", "circles", "polygons", "segments"))
    xs = [x for shape in (points, *polygons, *segments) for x, _ in pairs(shape)] + [
        c["x"] + s * c["radius"] for c in circles for s in (-1, 1)
    ]
    ys = [y for shape in (points, *polygons, *segments) for _, y in pairs(shape)] + [
        c["y"] + s * c["radius"] for c in circles for s in (-1, 1)
    ]
    if not xs:
        raise Unreadable("There is nothing to draw: give points, segments, polygons or circles.")
    # One unit is as long across as it is up.
    width, height = max(max(xs) - min(xs), 1e-6) * 1.2, max(max(ys) - min(ys), 1e-6) * 1.2
    left, top, right, bottom = sheet.box
    unit = max(width / (right - left), height / (bottom - top))
    x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    sheet.axes(x - unit * (right - left) / 2, x + unit * (right - left) / 2, y - unit * (bottom - top) / 2, y + unit * (bottom - top) / 2)
    sheet.context.set_line_width(2.5)
    shapes = 0
    for polygon in polygons:
        path(sheet, polygon, close=True)
        sheet.color(shapes, 0.2)
        sheet.context.fill_preserve()
        sheet.color(shapes)
        sheet.context.stroke()
        shapes += 1
    for segment in segments:
        path(sheet, segment, close=False)
        sheet.color(shapes)
        sheet.context.stroke()
        shapes += 1
    for circle in circles:
        sheet.context.new_path()
        sheet.context.arc(*sheet.place(circle["x"], circle["y"]), circle["radius"] / unit, 0, 2 * math.pi)
        sheet.color(shapes, 0.15)
        sheet.context.fill_preserve()
        sheet.color(shapes)
        sheet.context.stroke()
        shapes += 1
    names = iter(spec.get("labels") or "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    for spot in (*pairs(points), *(spot for polygon in polygons for spot in pairs(polygon))):
        dot(sheet, sheet.place(*spot), next(names, ""))


def path(sheet: Sheet, spots: Sequence[Any], close: bool) -> None:
    sheet.context.new_path()
    for spot in pairs(spots):
        sheet.context.line_to(*sheet.place(*spot))
    if close:
        sheet.context.close_path()


def pairs(spots: Sequence[Any]) -> list[Point]:
    return [(float(spot[0]), float(spot[1])) for spot in spots]


def dot(sheet: Sheet, place: Point, name: str) -> None:
    sheet.ink()
    sheet.context.arc(*place, 4.5, 0, 2 * math.pi)
    sheet.context.fill()
    sheet.text(name, place[0] + 12, place[1] - 10, 16)


def graph(sheet: Sheet, spec: Mapping[str, Any]) -> None:
    import networkx
    import numpy as np

    edges, directed = spec["edges"], bool(spec.get("directed"))
    network = networkx.DiGraph() if directed else networkx.Graph()
    network.add_nodes_from(spec.get("labels") or [])
    network.add_edges_from((str(edge[0]), str(edge[1])) for edge in edges)
    if network.number_of_nodes() == 0:
        raise Unreadable("The graph has no nodes.")
    planar = networkx.is_planar(network) and network.number_of_nodes() > 3
    places = (
        networkx.kamada_kawai_layout(network) if network.number_of_nodes() <= 60 else networkx.spring_layout(network, seed=1, iterations=40)
    )
    if planar and network.number_of_nodes() <= 12:
        places = networkx.kamada_kawai_layout(network, pos=networkx.planar_layout(network))
    spots = np.array(list(places.values()))
    low, high = spots.min(axis=0), spots.max(axis=0)
    left, top, right, bottom = sheet.box
    place = {
        node: (
            left + 40 + (spot[0] - low[0]) / max(high[0] - low[0], 1e-9) * (right - left - 80),
            top + 40 + (spot[1] - low[1]) / max(high[1] - low[1], 1e-9) * (bottom - top - 80),
        )
        for node, spot in places.items()
    }
    sheet.context.set_line_width(2)
    for one, other in network.edges:
        arrow(sheet, place[one], place[other], directed)
    for node, (x, y) in place.items():
        sheet.context.new_path()
        sheet.context.arc(x, y, 20, 0, 2 * math.pi)
        sheet.color(0)
        sheet.context.fill()
        sheet.context.set_source_rgb(1, 1, 1)
        sheet.text(node, x, y + 5, 15, most=6)


def arrow(sheet: Sheet, start: Point, end: Point, head: bool) -> None:
    sheet.ink(0.35)
    sheet.context.move_to(*start)
    sheet.context.line_to(*end)
    sheet.context.stroke()
    if not head:
        return
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    tip = (end[0] - 20 * math.cos(angle), end[1] - 20 * math.sin(angle))
    sheet.context.move_to(*tip)
    for turn in (2.7, -2.7):
        sheet.context.line_to(tip[0] + 12 * math.cos(angle + turn), tip[1] + 12 * math.sin(angle + turn))
    sheet.context.close_path()
    sheet.context.fill()
