"""Statistics of a list."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from . import formulas
from .answer import Answer, Ask, Figure, Step, Unknown
from .arithmetic import number_tex, number_text
from .formulas import tex
from .library import sp
from .question import Question
from .words import words

LISTED = words("listed")


def bayes(q: Question) -> Answer:
    """A test for something rare: prevalence, and how often the test is right with and without it."""
    rates: dict[str, Any] = {}
    for piece in q.take(lambda p: p.text.rstrip("% ").replace(".", "", 1).isdigit()):
        share = formulas.expression(piece.text.rstrip("% ")) / (100 if "%" in piece.text else 1)
        near = (*piece.after[:2], *reversed(piece.before[-2:]))
        role = next((r for word in near for r, names in TEST_WORDS.items() if word in names.split()), "")
        if not role or not 0 <= share <= 1:
            raise Unknown
        rates[role] = share
    prior = rates.get("prior")
    hit = rates.get("hit", rates.get("right"))
    false = rates.get("false", 1 - rates["miss"] if "miss" in rates else 1 - rates["right"] if "right" in rates else None)
    if prior is None or hit is None or false is None:
        raise Unknown
    sick, well = prior * hit, (1 - prior) * false
    if sick + well == 0:
        raise Unknown
    value = sick / (sick + well)
    steps = [
        Step(
            rf"P(D) = {number_tex(prior)},\quad P(+ \mid D) = {number_tex(hit)},\quad P(+ \mid \bar D) = {number_tex(false)}",
            q.say("bayes.given"),
        ),
        Step(r"P(D \mid +) = \frac{P(+ \mid D)\, P(D)}{P(+ \mid D)\, P(D) + P(+ \mid \bar D)\, P(\bar D)}", q.say("bayes.law")),
        Step(rf"= \frac{{{number_tex(sick)}}}{{{number_tex(sick)} + {number_tex(well)}}}"),
        Step(
            f"{'=' if value.q in (1, 2, 4, 5, 10, 20, 25, 50, 100) else chr(92) + 'approx'} {number_tex(value)}",
            q.say("bayes.count", number_text(sick * 10000), number_text(well * 10000)),
        ),
    ]
    return Answer(q.say("bayes.title"), steps, f"P(D | +) = {number_text(value * 100)} %".replace("= ≈", "≈"), "by counting")


TEST_WORDS = {
    "prior": "prevalence prior have affected sick base disease",
    "false": "false",
    "hit": "sensitivity sensitive detects true",
    "miss": "specificity specific",
    "right": "accuracy accurate correct right reliable",
}


GROUP = re.compile(r"(\d+(?:\.\d+)?)\s*(?:[-–]|to|<\s*x\s*<=?)\s*(\d+(?:\.\d+)?)\s*[:=]\s*(\d+)(?![\d.]*\s*[-–])")


def grouped(q: Question) -> Answer:
    """The mean of values of which only the class is known, estimated by the middle of each class."""
    found = [tuple(formulas.expression(part) for part in row) for row in GROUP.findall(q.request.said)]
    if not 2 <= len(found) <= 12 or not q.has("mean") or q.has("median", "mode", "deviation"):
        raise Unknown
    if len(re.findall(r"\d+(?:\.\d+)?", q.request.said)) != 3 * len(found) or any(low >= high for low, high, _ in found):
        raise Unknown
    for piece in q.pieces():
        piece.used = True
    middles = [((low + high) / 2, count) for low, high, count in found]
    total, count = sum((m * n for m, n in middles), sp.Integer(0)), sum((n for _, n in middles), sp.Integer(0))
    if count == 0:
        raise Ask(q.say("divide.zero"))
    steps = [
        Step(r",\ ".join(number_tex(m) for m, _ in middles), q.say("grouped.middle")),
        Step(" + ".join(rf"{number_tex(m)} \cdot {n}" for m, n in middles) + f" = {number_tex(total)}", q.say("grouped.times")),
        Step(rf"\bar{{x}} \approx \frac{{{number_tex(total)}}}{{{count}}} = {number_tex(total / count)}", q.say("mean.why")),
    ]
    return Answer(q.say("statistics.title"), steps, f"{q.say('mean')} ≈ {number_text(total / count).removeprefix('≈ ')}", "by adding up")


def quartiles(q: Question) -> Answer:
    """The quartiles as the medians of the two halves, as schools do it, and the distance between them."""
    values = sorted(q.numbers())
    n = len(values)
    if not 4 <= n <= 40 or q.pieces() or not all(v.is_Rational for v in values) or q.has("mean", "mode", "deviation"):
        raise Unknown
    low, high = values[: n // 2], values[(n + 1) // 2 :]
    first, second = (middle_of(half) for half in (low, high))
    steps = [
        Step(r",\ ".join(number_tex(v) for v in values), q.say("compare.size")),
        Step(r",\ ".join(number_tex(v) for v in low) + rf": \quad Q_1 = {number_tex(first)}", q.say("quartile.low")),
        Step(r",\ ".join(number_tex(v) for v in high) + rf": \quad Q_3 = {number_tex(second)}", q.say("quartile.high")),
        Step(rf"Q_3 - Q_1 = {number_tex(second)} - {bracket(first)} = {number_tex(second - first)}", q.say("quartile.range")),
    ]
    result = f"Q1 = {number_text(first)}, {q.say('median')} {number_text(middle_of(values))}, Q3 = {number_text(second)}; Q3 − Q1 = "
    return Answer(q.say("statistics.title"), steps, result + number_text(second - first), "by counting")


def middle_of(ordered: list[Any]) -> Any:
    n = len(ordered)
    return ordered[n // 2] if n % 2 else (ordered[n // 2 - 1] + ordered[n // 2]) / 2


def statistics(q: Question) -> Answer:
    """Mean, median, mode and deviation, as asked."""
    pieces = [piece for piece in q.pieces() if piece.number]
    if len(pieces) > 3 and pieces[0].text == str(len(pieces) - 1) and set(pieces[1].before) - LISTED:
        pieces[0].used = True  # "the heights of 5 children are ..."
        pieces = pieces[1:]
    listed = pieces[1:]
    if any(set(piece.before) - LISTED for piece in listed):
        raise Unknown  # numbers of other things than one list
    values = q.numbers()
    if len(values) < 2 or len(values) > 60 or not all(v.is_Rational for v in values):
        raise Unknown
    steps, results, n = [], [], len(values)
    ordered = sorted(values)
    mean = sum(values, sp.Integer(0)) / n
    if q.has("mean", "deviation"):
        shown = " + ".join(number_tex(v) for v in values) if n <= 14 else r"\sum x"
        steps.append(Step(rf"\bar{{x}} = \frac{{{shown}}}{{{n}}}", q.say("mean.why")))
        steps.append(Step(rf"= \frac{{{number_tex(sum(values, sp.Integer(0)))}}}{{{n}}} = {number_tex(mean)}"))
        results.append(f"{q.say('mean')} {number_text(mean)}")
    if q.has("median"):
        middle = ordered[n // 2] if n % 2 else (ordered[n // 2 - 1] + ordered[n // 2]) / 2
        marked = [
            number_tex(v) if k not in ((n // 2,) if n % 2 else (n // 2 - 1, n // 2)) else rf"\boxed{{{number_tex(v)}}}"
            for k, v in enumerate(ordered)
        ]
        steps.append(Step(r",\ ".join(marked), q.say("median.why") if n % 2 else q.say("median.even")))
        if n % 2 == 0:
            steps.append(Step(rf"\frac{{{number_tex(ordered[n // 2 - 1])} + {number_tex(ordered[n // 2])}}}{{2}} = {number_tex(middle)}"))
        results.append(f"{q.say('median')} {number_text(middle)}")
    if q.has("mode"):
        counted = Counter(values)
        most = max(counted.values())
        modes = [v for v in ordered if counted[v] == most]
        modes = sorted(set(modes))
        if most == 1:
            steps.append(Step(r"\text{-}", q.say("mode.none")))
            results.append(q.say("mode.none"))
        else:
            steps.append(Step(r",\ ".join(number_tex(v) for v in modes), q.say("mode.why", most)))
            results.append(f"{q.say('mode')} {', '.join(number_text(v) for v in modes)}")
    if q.has("span"):
        low, high = ordered[0], ordered[-1]
        steps.append(Step(rf"{number_tex(high)} - {bracket(low)} = {number_tex(high - low)}", q.say("span.why")))
        results.append(f"{q.say('span')} {number_text(high - low)}")
    if q.has("deviation"):
        squares: Any = sum(((v - mean) ** 2 for v in values), sp.Integer(0))
        variance = squares / n
        steps.append(Step(rf"\sigma^2 = \frac{{\sum (x - \bar{{x}})^2}}{{{n}}} = {number_tex(variance)}", q.say("variance.why")))
        deviation = sp.sqrt(variance)
        steps.append(Step(rf"\sigma = \sqrt{{{number_tex(variance)}}}" + ("" if not deviation.is_Rational else f" = {tex(deviation)}")))
        if not deviation.is_Rational:
            steps.append(Step(rf"\approx {number_tex(deviation)}", q.say("rounded")))
        results.append((f"σ² {number_text(variance)}; " if q.word(*words("variance")) else "") + f"σ {number_text(deviation)}")
    figure = Figure("bars", {"values": [float(v) for v in values], "mean": float(mean)}) if n <= 14 else None
    return Answer(q.say("statistics.title"), steps, "; ".join(results), "by a second sum", figure)


def bracket(value: Any) -> str:
    return f"({number_tex(value)})" if value < 0 else number_tex(value)
