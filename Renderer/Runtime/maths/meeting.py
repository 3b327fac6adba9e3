"""Two that travel at known speeds: when they meet, or how far apart they are."""

from __future__ import annotations

from . import formulas
from .answer import Answer, Step, Unknown
from .arithmetic import number_tex, number_text
from .motion import SPEEDS, unit_of
from .question import Question
from .rates import UNITS


def meeting(q: Question) -> Answer:
    """Towards each other over a distance, or away from each other for a time."""
    pieces = q.take(lambda p: p.number)
    if q.pieces() or len(pieces) != 3 or q.says("meeting.later"):
        raise Unknown
    units = [unit_of(p.after) for p in pieces]
    speeds = [k for k, unit in enumerate(units) if unit in SPEEDS]
    if len(speeds) == 1:
        # "at 70 and 80 km/h": the unit stands behind the second alone.
        speeds = [k for k in (speeds[0] - 1, speeds[0]) if k >= 0 and (k == speeds[0] or not units[k])]
    if len(speeds) != 2:
        raise Unknown
    unit = units[speeds[1]]
    if units[speeds[0]] not in ("", unit):
        raise Unknown
    length, time = SPEEDS[unit]
    (rest,) = [k for k in range(3) if k not in speeds]
    v, w, given = (formulas.expression(pieces[k].text) for k in (*speeds, rest))
    both = v + w
    first = Step(rf"{number_tex(v)} + {number_tex(w)} = {number_tex(both)}\ \text{{{shown(unit)}}}", q.say("meeting.together"))
    kind = UNITS[units[rest]][0] if units[rest] in UNITS else ""
    if kind == "length" and q.says("meeting.towards") and same(units[rest], length):
        t = given / both
        steps = [
            first,
            Step(rf"t = \frac{{{number_tex(given)}}}{{{number_tex(both)}}} = {number_tex(t)}\ \text{{{time}}}", q.say("motion.time")),
        ]
        result = f"t = {number_text(t)} {time}"
        if time == "h" and not t.is_Integer and (t * 60).is_Integer:
            result += f" = {int(t * 60) // 60} h {int(t * 60) % 60} min"
        ways = rf"{number_tex(v)} \cdot {number_tex(t)} + {number_tex(w)} \cdot {number_tex(t)} = {number_tex(given)}"
        steps.append(Step(rf"{ways}\ \checkmark", q.say("check", "")))
        result += f"; {number_text(v * t)} {length}, {number_text(w * t)} {length}"
        return Answer(q.say("motion.title"), steps, result, "by adding up")
    if kind == "time" and q.says("meeting.away") and time == "h":
        hours = given * UNITS[units[rest]][1] / 3600
        s = both * hours
        steps = [
            first,
            Step(rf"s = {number_tex(both)} \cdot {number_tex(hours)} = {number_tex(s)}\ \text{{{length}}}", q.say("motion.way")),
        ]
        return Answer(q.say("motion.title"), steps, f"s = {number_text(s)} {length}", "by adding up")
    raise Unknown


def same(unit: str, length: str) -> bool:
    names = {"km": 1000, "m": 1, "miles": UNITS["miles"][1] if "miles" in UNITS else 0}
    return UNITS[unit][1] == names.get(length)


def shown(unit: str) -> str:
    length, time = SPEEDS[unit]
    return f"{length}/{time}"
