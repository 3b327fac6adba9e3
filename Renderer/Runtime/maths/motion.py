"""Distance, time and speed at a constant speed: two of them give the third."""

from __future__ import annotations

from typing import Any

from . import formulas
from .answer import Answer, Ask, Step, Unknown
from .arithmetic import number_tex, number_text
from .library import sp
from .question import Question
from .rates import UNITS
from .words import words

# Speeds are measured by a length and a time.
SPEEDS = {"kmh": ("km", "h"), "mps": ("m", "s"), "mph": ("miles", "h"), "kmps": ("km", "s"), "mpmin": ("m", "min")}
SHORT = {"h": "hours", "s": "seconds", "min": "minutes"}


def unit_of(after: tuple[str, ...]) -> str:
    """The unit right after a number; Chinese has no space behind it."""
    for word in after[:1]:
        if word in SPEEDS or word in UNITS or word in SHORT:
            return SHORT.get(word, word)
        if word[0] >= "\u4e00":
            return max((unit for unit in UNITS if unit[0] >= "\u4e00" and word.startswith(unit)), key=len, default="")
    return ""


def kind_of(unit: str) -> str:
    return "speed" if unit in SPEEDS else UNITS[unit][0] if unit in UNITS else ""


def motion(q: Question) -> Answer:
    measured: dict[str, tuple[Any, str]] = {}
    times: list[tuple[Any, str]] = []
    for piece in q.take(lambda p: p.number):
        unit = unit_of(piece.after)
        kind = kind_of(unit)
        value = formulas.expression(piece.text)
        if kind == "time":
            times.append((value, unit))
        elif kind in measured or kind not in ("length", "speed"):
            raise Unknown
        else:
            measured[kind] = value, unit
    if len(times) == 2 and UNITS[times[0][1]] != UNITS[times[1][1]]:
        # 2 hours 30 minutes
        (a, big), (b, small) = sorted(times, key=lambda t: -UNITS[t[1]][1])
        times = [(a + b * UNITS[small][1] / UNITS[big][1], big)]
    if len(times) == 2 and set(measured) == {"length"} and not set(q.request.words) & words("journeys"):
        return as_far(q, measured["length"], times)
    if len(times) > 1 or set(q.request.words) & words("journeys"):
        raise Unknown
    if times:
        measured["time"] = times[0]
    if len(measured) != 2 or any(value <= 0 for value, _ in measured.values()):
        raise Unknown
    if "speed" not in measured:
        return speed(q, *measured["length"], *measured["time"])
    rate, unit = measured["speed"]
    long, lasting = SPEEDS[unit]
    shown = {"mpmin": "m/min", "kmh": "km/h", "mps": "m/s", "kmps": "km/s", "mph": "mph"}[unit]
    lasting = SHORT.get(lasting, lasting)
    if "time" in measured:
        time = in_unit(q, *measured["time"], lasting)
        way = rate * time[0]
        steps = [
            *time[1],
            Step(r"s = v \cdot t", q.say("motion.way")),
            Step(rf"= {number_tex(rate)} \cdot {number_tex(time[0])} = {number_tex(way)}\ \text{{{long}}}"),
            Step(
                rf"\frac{{{number_tex(way)}}}{{{number_tex(time[0])}}} = {number_tex(rate)}\ \text{{{shown}}}\ \checkmark",
                q.say("check", ""),
            ),
        ]
        return Answer(q.say("motion.title"), steps, f"s = {number_text(way)} {long}", "by division")
    way = in_unit(q, *measured["length"], long)
    time = way[0] / rate
    short = {"hours": "h", "seconds": "s", "minutes": "min"}[lasting]
    steps = [
        *way[1],
        Step(r"t = \frac{s}{v}", q.say("motion.time")),
        Step(rf"= \frac{{{number_tex(way[0])}}}{{{number_tex(rate)}}} = {number_tex(time)}\ \text{{{short}}}"),
    ]
    result = f"t = {number_text(time)} {short}"
    if short == "h" and not time.is_Integer and (time * 60).is_Integer:
        hours, minutes = divmod(int(time * 60), 60)
        steps.append(Step(rf"{number_tex(time)}\ \text{{h}} = {hours}\ \text{{h}}\ {minutes}\ \text{{min}}", q.say("unit.factor")))
        result += f" = {hours} h {minutes} min"
    steps.append(Step(rf"{number_tex(rate)} \cdot {number_tex(time)} = {number_tex(way[0])}\ \checkmark", q.say("check", "")))
    return Answer(q.say("motion.title"), steps, result, "by multiplication")


def as_far(q: Question, way: tuple[Any, str], times: list[tuple[Any, str]]) -> Answer:
    """So far in one time: how far in another, at the same speed."""
    (a, _), (b, _) = times
    if a == 0:
        raise Ask(q.say("divide.zero"))
    rate = way[0] / a
    steps = [
        Step(rf"v = \frac{{{number_tex(way[0])}}}{{{number_tex(a)}}} = {number_tex(rate)}", q.say("speed.law")),
        Step(rf"s = {number_tex(rate)} \cdot {number_tex(b)} = {number_tex(rate * b)}", q.say("motion.way")),
    ]
    return Answer(q.say("motion.title"), steps, f"s = {number_text(rate * b)} {way[1]}", "by division")


def in_unit(q: Question, value: Any, unit: str, wanted: str) -> tuple[Any, list[Step]]:
    """A quantity in the unit of the speed, with the step that brings it there."""
    if UNITS[unit] == UNITS[wanted]:
        return value, []
    made = value * UNITS[unit][1] / UNITS[wanted][1]
    names = ["h" if u == "hours" else "min" if u == "minutes" else "s" if u == "seconds" else u for u in (unit, wanted)]
    names = [n if n.isascii() else "" for n in names]
    return made, [Step(rf"{number_tex(value)}\ \text{{{names[0]}}} = {number_tex(made)}\ \text{{{names[1]}}}", q.say("unit.factor"))]


def speed(q: Question, way: Any, long: str, time: Any, lasting: str) -> Answer:
    """A distance over a time; minutes are turned into hours for kilometres."""
    if time == 0:
        raise Ask(q.say("divide.zero"))
    steps: list[Step] = []
    size = UNITS[long][1]
    kilometres, hours = size == UNITS["km"][1], UNITS[lasting][1] == 3600
    if kilometres and UNITS[lasting][1] == 60:
        made = sp.Rational(1, 60) * time
        steps.append(Step(rf"{number_tex(time)}\ \text{{min}} = {number_tex(made)}\ \text{{h}}", q.say("unit.factor")))
        time, hours = made, True
    short = {1: "s", 60: "min", 3600: "h"}.get(int(UNITS[lasting][1]) if not hours else 3600, "")
    length = {1000: "km", 1: "m"}.get(size, long if long.isascii() else "")
    unit = f"{length}/{short}" if length and short else f"{long}/{lasting}"
    result = way / time
    steps += [
        Step(r"v = \frac{s}{t}", q.say("speed.law")),
        Step(rf"= \frac{{{number_tex(way)}}}{{{number_tex(time)}}} = {number_tex(result)}\ \text{{{unit}}}"),
    ]
    if unit.isascii():
        steps.append(Step(rf"{number_tex(result)} \cdot {number_tex(time)} = {number_tex(way)}\ \checkmark", q.say("check", "")))
    return Answer(q.say("speed.title"), steps, f"{number_text(result)} {unit}", "by multiplication")
