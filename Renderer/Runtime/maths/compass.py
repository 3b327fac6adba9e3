"""Bearings: two legs of a journey, how far from the start it ends, and the way back."""

from __future__ import annotations

import math
import re
from typing import Any

from . import formulas
from .answer import Answer, Ask, Figure, Step, Unknown
from .arithmetic import number_tex, rounded
from .library import sp
from .question import Question
from .reading import plain

LEG = re.compile(
    r"(\d+(?:\.\d+)?)\s*(km|miles?|m|nautical miles?|nm)?\b[^\d.;]*?"
    r"(?:bearing|azimut\w*|rumbo|cap|kurs|peilung|rumo|اتجاه)\s*(?:of|de|von|=)?\s*(\d{1,3}(?:\.\d+)?)\s*(?:°|degrees)?",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"(?:bearing|azimut\w*|rumbo|cap|kurs|rumo)\s*(?:of|de|von|=)?\s*(\d{1,3}(?:\.\d+)?)\s*(?:°|degrees)?\s*"
    r"(?:for|pendant|durante|sur|por)\s*"
    r"(\d+(?:\.\d+)?)\s*(km|miles?|m)?\b",
    re.IGNORECASE,
)


def journey(q: Question) -> Answer:
    said = plain(q.request.said)
    legs = [(d, b, unit) for d, unit, b in LEG.findall(said)] or [(d, b, unit) for b, d, unit in OTHER.findall(said)]
    if len(legs) != 2 or len(re.findall(r"\d+(?:\.\d+)?", said)) != 4:
        raise Unknown
    (d, alpha), (e, beta) = ((formulas.expression(length), formulas.expression(bearing.lstrip("0") or "0")) for length, bearing, _ in legs)
    if alpha >= 360 or beta >= 360 or len({unit.lower().rstrip("s") for _, _, unit in legs if unit}) > 1:
        raise Ask(q.say("compass.range"))
    for piece in q.pieces():
        piece.used = True
    between = sp.Abs(180 - sp.Abs(beta - alpha))
    angle = between * sp.pi / 180
    square = sp.simplify(d**2 + e**2 - 2 * d * e * sp.cos(angle))
    c = sp.sqrt(square)
    east = d * sp.sin(alpha * sp.pi / 180) + e * sp.sin(beta * sp.pi / 180)
    north = d * sp.cos(alpha * sp.pi / 180) + e * sp.cos(beta * sp.pi / 180)
    if abs(sp.N(sp.sqrt(east**2 + north**2) - c)) > 1e-9 or abs(sp.N(c)) < 1e-9:
        raise Unknown
    bearing = float(sp.N(sp.atan2(east, north) * 180 / sp.pi)) % 360
    shown = number_tex(c) if c.is_Rational else rounded(c)
    sign = "=" if c.is_Rational else r"\approx"
    one, other = number_tex(d), number_tex(e)
    steps = [
        Step(rf"\gamma = {turned(alpha, beta)} = {number_tex(between)}^\circ", q.say("compass.turn")),
        Step(rf"c^2 = {one}^2 + {other}^2 - 2 \cdot {one} \cdot {other} \cos {number_tex(between)}^\circ", q.say("law.cosines")),
        Step(rf"c {sign} {shown}"),
        Step(rf"\theta \approx {bearing:05.1f}^\circ", q.say("compass.from")),
    ]
    unit = next((unit for _, _, unit in legs if unit), "")
    turn = float(alpha * sp.pi / 180)
    far = [[0.0, 0.0], [float(d) * math.sin(turn), float(d) * math.cos(turn)], [float(east), float(north)]]
    result = f"c {'=' if c.is_Rational else '≈'} {shown} {unit}".strip() + f"; {bearing:05.1f}°"
    return Answer(q.say("compass.title"), steps, result, "by coordinates", Figure("polygon", {"points": far}))


def turned(alpha: Any, beta: Any) -> str:
    return rf"|180^\circ - |{number_tex(beta)}^\circ - {number_tex(alpha)}^\circ||"
