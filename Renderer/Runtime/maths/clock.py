"""Times of day: how long from one to another, and what time it is a while later or earlier."""

from __future__ import annotations

import re
from typing import Any

from .answer import Answer, Step, Unknown
from .question import Question
from .reading import bare, plain

TIME = re.compile(r"(?<![\d:.])([01]?\d|2[0-4])\s*(?:[:h]|\s?Uhr\s?)\s*([0-5]\d)(?!\d|:)\s*([ap])?\.?m?", re.IGNORECASE)
HOUR = re.compile(r"(?<![\d:.])(1[0-2]|[1-9])\s*([ap])\.?m\b", re.IGNORECASE)
LONG = re.compile(
    r"(?:(\d+)\s*(?:h(?:ours?|rs?|eures?|oras?)?|stunden?|ساع\w*|घंट\w*|小时|个小时)"
    r"(?:\s*(?:and|et|y|und|e|و|और)?\s*(half|demie|media|meia|30)\b)?)?"
    r"\s*(?:and|et|y|und|e|و|और)?\s*(?:(\d+)\s*(?:min\w*|دقيق\w*|मिनट\w*|分钟?))?",
    re.IGNORECASE,
)


def minutes(hour: str, minute: str, half: str) -> int:
    h = int(hour)
    if half and half.lower() == "p" and h < 12:
        h += 12
    if half and half.lower() == "a" and h == 12:
        h = 0
    return 60 * h + int(minute or 0)


def shown(total: int) -> str:
    return f"{total // 60 % 24}:{total % 60:02}"


def span(total: int) -> str:
    return f"{total // 60} h {total % 60} min" if total >= 60 else f"{total} min"


def clock(q: Question) -> Answer:
    said = bare(plain(q.request.said))
    # "1 h 50" after "lasts" is no time of day.
    times = [(m.start(), minutes(m[1], m[2], m[3] or "")) for m in TIME.finditer(said) if not lasting(said[: m.start()])]
    times += [(m.start(), minutes(m[1], "", m[2])) for m in HOUR.finditer(said)]
    times.sort()
    rest = HOUR.sub(" ", TIME.sub(lambda m: m[0] if lasting(said[: m.start()]) else " ", said))
    if len(times) == 2:
        if re.search(r"\d", rest):
            raise Unknown  # a break, or a speed
        return between(q, times[0][1], times[1][1])
    durations = [m for m in LONG.finditer(rest) if m[1] or m[3]]
    if len(times) != 1 or len(durations) != 1 or re.search(r"\d", rest.replace(durations[0][0], " ", 1)):
        raise Unknown
    (m,) = durations
    long = 60 * int(m[1] or 0) + (30 if m[2] else 0) + int(m[3] or 0)
    return later(q, times[0][1], long, -1 if q.says("beforehand") else 1)


def lasting(before: str) -> bool:
    return bool(
        re.search(r"(?:lasts?|lasting|takes?|for|dure|pendant|dura|durante|dauert|fur|später|spater|later|despues|apres)\W*$", before)
    )


def used(q: Question) -> None:
    for piece in q.pieces():
        piece.used = True


def between(q: Question, start: int, end: int) -> Answer:
    """By full hours, as one counts on a clock."""
    used(q)
    if end <= start:
        end += 24 * 60
    total = end - start
    steps: list[Step] = []
    first = min(-start % 60, total)
    at = start
    for part in (first, (total - first) // 60 * 60, (total - first) % 60):
        if part:
            steps.append(Step(rf"{shown(at)} \to {shown(at + part)}: \quad {text(part)}", q.say("clock.count") if not steps else ""))
            at += part
    steps.append(Step(text(total), q.say("total")))
    return Answer(q.say("clock.title"), steps, span(total), "by adding up")


def text(total: int) -> str:
    return rf"\text{{{span(total)}}}"


def later(q: Question, start: int, long: int, sign: int) -> Answer:
    used(q)
    if not 0 < long <= 24 * 60 * 7 or sign < 0 and long > start:
        raise Unknown
    steps: list[Step] = []
    at: Any = start
    for part in (long // 60 * 60, long % 60):
        if part:
            steps.append(Step(rf"{shown(at)} {'+' if sign > 0 else '-'} {text(part)} = {shown(at + sign * part)}"))
            at += sign * part
    days = at // (24 * 60)
    result = shown(at) + (f" (+{days})" if days else "")
    return Answer(q.say("clock.title"), steps, result, "by going back")
