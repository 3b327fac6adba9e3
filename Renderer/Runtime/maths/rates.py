"""Interest, ratios, rounding, and the units that school books convert."""

from __future__ import annotations

import re
from importlib import resources
from typing import Any

from . import formulas
from .answer import Answer, Ask, Step, Unknown
from .arithmetic import decimal, number_tex, number_text, terminates
from .formulas import tex
from .library import sp
from .question import Question, meant
from .reading import Piece
from .words import words


def money(value: Any) -> str:
    """Rounded to cents."""
    cents = sp.floor(value * 100 + sp.Rational(1, 2))
    return f"{float(cents) / 100:.2f}"


YEARS = words("years")


def interest(q: Question) -> Answer:
    """Simple interest, and compound interest with a year as the period."""
    if q.word("monthly", "quarterly", "daily", "weekly", "continuously", "months", "month", "semiannually", "half"):
        raise Unknown
    rates = q.take(lambda p: re.fullmatch(r"\d+(\.\d+)?\s*%", p.text) is not None)
    times = q.take(lambda p: p.number and bool(YEARS & set(p.after[:1])))
    amounts = q.numbers()
    if len(rates) != 1 or len(times) != 1 or len(amounts) != 1:
        raise Unknown
    rate, n, start = formulas.expression(rates[0].text.rstrip("% ")) / 100, formulas.expression(times[0].text), amounts[0]
    if not 0 < n <= 200 or not (n.is_Integer or q.says("simpler")):
        raise Unknown
    if q.says("simpler"):
        value = start * rate * n
        steps = [
            Step(r"I = P \cdot r \cdot t", q.say("interest.simple")),
            Step(rf"= {number_tex(start)} \cdot {number_tex(rate)} \cdot {number_tex(n)} = {number_tex(value)}"),
        ]
        return Answer(
            q.say("interest.title"),
            [*steps, Step(f"{number_tex(start)} + {number_tex(value)} = {number_tex(start + value)}", q.say("percent.change"))],
            f"I = {number_text(value)}",
            "numerically",
        )
    falls = bool(set(q.request.words) & (words("falling") | words("down")))
    if not q.says("compound") and not falls and not q.says("growing"):
        raise Ask(q.say("interest.which"))
    if falls:
        return falling(q, start, rate, n)
    value = start * (1 + rate) ** n
    steps = [
        Step(r"K = P \cdot (1 + r)^t", q.say("interest.compound")),
        Step(rf"= {number_tex(start)} \cdot {number_tex(1 + rate)}^{{{n}}}"),
    ]
    for year in range(1, min(int(n), 4) + 1):
        steps.append(Step(rf"{number_tex(start)} \cdot {number_tex(1 + rate)}^{{{year}}} \approx {money(start * (1 + rate) ** year)}"))
    if n > 4:
        steps.append(Step(rf"K \approx {money(value)}", q.say("rounded")))
    return Answer(
        q.say("interest.title"), steps, f"K ≈ {money(value)}; K − P ≈ {money(value - start)}", "year by year" if n <= 4 else "numerically"
    )


def falling(q: Question, start: Any, rate: Any, n: Any) -> Answer:
    """A value that loses the same share each year."""
    factor = 1 - rate
    if not 0 < factor < 1:
        raise Unknown
    value = start * factor**n
    steps = [Step(rf"1 - {number_tex(rate)} = {number_tex(factor)}", q.say("falling.factor"))]
    for year in range(1, min(int(n), 4) + 1):
        exact = start * factor**year
        sign, shown = ("=", number_tex(exact)) if terminates(exact) and len(number_tex(exact)) < 10 else (r"\approx", money(exact))
        steps.append(Step(rf"{number_tex(start)} \cdot {number_tex(factor)}^{{{year}}} {sign} {shown}", q.say("falling.year", year)))
    if n > 4:
        steps.append(Step(rf"{number_tex(start)} \cdot {number_tex(factor)}^{{{n}}} \approx {money(value)}", q.say("falling.year", n)))
    plain = number_text(value) if terminates(value) and len(number_text(value)) < 12 else f"≈ {money(value)}"
    return Answer(q.say("falling.title"), steps, plain, "year by year")


def rounding(q: Question) -> Answer:
    """To decimal places, or to tens, hundreds and thousands."""
    said = q.request.words
    if q.word("significant", "figures", "down", "up", "half"):
        raise Unknown
    places = next(
        (
            k
            for word, k in (
                ("ten", -1),
                ("hundred", -2),
                ("thousand", -3),
                ("million", -6),
                ("integer", 0),
                ("whole", 0),
                ("unit", 0),
                ("tenth", 1),
                ("dixieme", 1),
                ("decima", 1),
                ("zehntel", 1),
                ("centieme", 2),
                ("centesima", 2),
                ("hundertstel", 2),
                ("millieme", 3),
                ("hundredth", 2),
                ("thousandth", 3),
            )
            if word in said
        ),
        None,
    )
    numbers = [p for p in q.pieces() if re.fullmatch(r"-?\d+(\.\d+)?", p.text)]
    if (
        places is None
        and len(numbers) == 2
        and {"decimal", "decimals", "dp", "places", "place", "decimales", "dezimalstellen", "nachkommastellen", "stellen", "chiffres"}
        & set(numbers[1].after)
    ):
        places = int(float(numbers[1].text))
    elif places is None or len(numbers) != 1:
        raise Unknown
    for piece in numbers:
        piece.used = True
    value, unit = formulas.expression(numbers[0].text), sp.Integer(10) ** -places
    if not -9 <= places <= 12:
        raise Unknown
    low = sp.floor(value / unit) * unit
    made = sp.sign(value) * sp.floor(abs(value) / unit + sp.Rational(1, 2)) * unit
    shown = f"{float(made):.{places}f}" if places > 0 else str(made)
    lines = [
        Step(rf"{number_tex(low)} \le {number_tex(value)} < {number_tex(low + unit)}", q.say("round.between")),
        Step(rf"{number_tex(low + unit / 2)}", q.say("round.middle")),
        Step(rf"{number_tex(value)} \approx {shown}", q.say("round.nearer")),
    ]
    return Answer(q.say("round.title"), lines, f"{numbers[0].text} ≈ {shown}", "by its distance")


def ratio(q: Question) -> Answer:
    """Simplify a : b, or share an amount in the ratio a : b : c."""
    found = re.search(r"(\d+(?:\.\d+)?(?:\s*:\s*\d+(?:\.\d+)?)+)", q.request.said)
    if not found:
        return ratio_of(q)
    parts = [formulas.expression(p) for p in found[1].split(":")]
    numbers = [formulas.expression(p.text) for p in q.take(lambda p: p.number)]
    rest = list(numbers)
    for part in parts:
        if part not in rest:
            raise Unknown
        rest.remove(part)
    if any(p <= 0 for p in parts) or len(rest) > 1:
        raise Unknown
    name = ":".join(map(number_text, parts))
    if rest:
        return shared(q, name, parts, rest[0])
    if q.says("degrees"):
        return angles_in_ratio(q, name, parts)
    scale = sp.ilcm(*[p.q for p in parts])
    whole = [int(p * scale) for p in parts]
    common = int(sp.igcd(*whole))
    made = [w // common for w in whole]
    steps = [
        Step(" : ".join(map(number_tex, parts))),
        Step(" : ".join(map(str, made)), q.say("cancel", common) if scale == 1 else q.say("form.simplify")),
    ]
    return Answer(q.say("ratio.title", name), steps, ":".join(map(str, made)), "by multiplication")


def angles_in_ratio(q: Question, name: str, parts: list[Any]) -> Answer:
    """The angles of a triangle, whose sum is known."""
    if len(parts) != 3 or not q.has("triangle"):
        raise Unknown
    one = 180 / sum(parts, sp.Integer(0))
    angles = [one * part for part in parts]
    steps = [
        Step(" + ".join(map(number_tex, parts)) + f" = {number_tex(sum(parts, sp.Integer(0)))}", q.say("ratio.parts")),
        Step(rf"180^\circ \div {number_tex(sum(parts, sp.Integer(0)))} = {number_tex(one)}^\circ", q.say("angle.sum")),
        *[
            Step(rf"{number_tex(part)} \cdot {number_tex(one)}^\circ = {number_tex(angle)}^\circ")
            for part, angle in zip(parts, angles, strict=True)
        ],
    ]
    return Answer(q.say("ratio.title", name), steps, ", ".join(f"{number_text(angle)}°" for angle in angles), "by adding up")


def ratio_of(q: Question) -> Answer:
    """12 boys and 18 girls: their ratio in lowest terms."""
    pieces = q.take(lambda p: p.number)
    values = [formulas.expression(p.text) for p in pieces]
    if len(values) != 2 or q.pieces() or not all(v.is_Integer and v > 0 for v in values) or q.says("sharing"):
        raise Unknown
    common = int(sp.igcd(*values))
    made = ":".join(str(v // common) for v in values)
    steps = [Step(" : ".join(map(str, values))), Step(made.replace(":", " : "), q.say("cancel", common))]
    return Answer(q.say("ratio.title", ":".join(map(str, values))), steps, made, "by multiplication")


def shared(q: Question, name: str, parts: list[Any], amount: Any) -> Answer:
    """All shares, where the amount is the total, the difference of two, or one of them, as the words say."""
    total = sum(parts, sp.Integer(0))
    piece = next(p for p in q.request.pieces if p.number and formulas.expression(p.text) == amount and ":" not in p.text)
    which = named_part(q, piece)
    more = any(meant(word, "moreover") for word in (*piece.after[:3], *piece.before[-3:]))
    if more and len(parts) == 2 and parts[0] != parts[1]:
        of = abs(parts[0] - parts[1])
        steps = [Step(rf"{number_tex(max(parts))} - {number_tex(min(parts))} = {number_tex(of)}", q.say("ratio.difference"))]
    elif which is not None and not q.says("sharing"):
        of, steps = parts[which], []
    elif q.says("sharing") or not q.request.words or len(parts) > 2:
        of = total
        steps = [Step(" + ".join(map(number_tex, parts)) + f" = {number_tex(total)}", q.say("ratio.parts"))]
    else:
        raise Ask(q.say("ratio.which", number_text(amount)))
    one = amount / of
    shares = [one * p for p in parts]
    steps += [
        Step(rf"{number_tex(amount)} \div {number_tex(of)} = {number_tex(one)}", q.say("ratio.one")),
        *[Step(rf"{number_tex(p)} \cdot {number_tex(one)} = {number_tex(s)}") for p, s in zip(parts, shares, strict=True)],
    ]
    whole = sum(shares, sp.Integer(0))
    why = q.say("check", "") if of == total else q.say("total")
    steps.append(Step(" + ".join(map(number_tex, shares)) + f" = {number_tex(whole)}", why))
    result = ", ".join(map(number_text, shares)) + ("" if of == total else f"; {q.say('total')} {number_text(whole)}")
    return Answer(q.say("ratio.title", name), steps, result, "by adding up")


def named_part(q: Question, piece: Piece) -> int | None:
    """Which of two named parts a number is of: in "boys to girls is 3:5, there are 12 girls" the second."""
    said = list(q.request.words)
    for k, word in enumerate(said[1:-1], 1):
        if word in BETWEEN_NAMES and said[k - 1] not in BETWEEN_NAMES:
            names = (said[k - 1], said[k + 1])
            near = [n for n, name in enumerate(names) if name in piece.after[:2] or name in piece.before[-2:]]
            if len(near) == 1 and len(set(names)) == 2:
                return near[0]
    return None


BETWEEN_NAMES = words("namelinks")


def trade(q: Question) -> Answer:
    """Profit or loss, and how much of the cost that is in percent."""
    pieces = q.take(lambda p: p.number)
    if len(pieces) != 2:
        raise Unknown
    # Where the verb ends the sentence, what stands between two numbers is of the first.
    near = [(*pieces[1].before, *pieces[0].after), pieces[1].after] if q.language == "hi" else [p.before[-4:] for p in pieces]
    says = [[any(meant(word, group) for word in some) for group in ("bought", "sold")] for some in near]
    cost = [p for p, (buys, _) in zip(pieces, says, strict=True) if buys]
    sale = [p for p, (buys, sells) in zip(pieces, says, strict=True) if sells and not buys]
    if len(cost) == 1 and not sale and q.says("sold"):
        sale = [p for p in pieces if p not in cost]
    if len(pieces) != 2 or len(cost) != 1 or len(sale) != 1:
        raise Unknown
    a, b = formulas.expression(cost[0].text), formulas.expression(sale[0].text)
    if a <= 0:
        raise Ask(q.say("divide.zero"))
    difference = b - a
    share = abs(difference) / a * 100
    kind = q.say("profit.gain" if difference >= 0 else "profit.loss")
    steps = [
        Step(rf"{number_tex(b)} - {number_tex(a)} = {number_tex(difference)}", q.say("profit.difference")),
        Step(rf"\frac{{{number_tex(abs(difference))}}}{{{number_tex(a)}}} = {number_tex(share / 100)}", q.say("profit.share")),
        Step(rf"{number_tex(share / 100)} \cdot 100\,\% = {number_tex(share)}\,\%"),
    ]
    return Answer(q.say("profit.title"), steps, f"{kind} {number_text(abs(difference))}; {number_text(share)} %", "numerically")


def read_units() -> dict[str, tuple[str, Any]]:
    """Names of units with what they measure and their size; see units.tsv."""
    found: dict[str, tuple[str, Any]] = {}
    for line in resources.files(__package__).joinpath("units.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            dimension, size, names = line.split("\t")
            found |= {name: (dimension, formulas.expression(size)) for name in names.split()}
    return found


UNITS = read_units()


SHOWN = {"kmh": "km/h", "mps": "m/s", "kmps": "km/s", "mpmin": "m/min"}


def units(q: Question) -> Answer:
    """One quantity in another unit of the same kind."""
    said = q.request.words
    numbers = q.numbers()
    if len(numbers) != 1:
        raise Unknown
    value = numbers[0]
    heat = [w for w in said if w in ("celsius", "fahrenheit")]
    if len(heat) == 2 and heat[0] != heat[1]:
        return temperature(q, value, heat[0] == "celsius")
    named = [w for w in said if w in UNITS]
    if "°" in q.request.said and len(named) == 1 and UNITS[named[0]][0] == "angle":
        value, named = value * 180 / sp.pi, ["degrees", *named]
    if len(named) == 1 and value.has(sp.pi) and UNITS[named[0]] == UNITS["degrees"]:
        named = ["radians", *named]
    if len(named) != 2 or UNITS[named[0]][0] != UNITS[named[1]][0] or UNITS[named[0]] == UNITS[named[1]]:
        raise Unknown
    if asks_how_many(said, named[0]):
        named.reverse()
    (_, one), (_, other) = UNITS[named[0]], UNITS[named[1]]
    named = [SHOWN.get(name, name) for name in named]
    made, larger = sp.simplify(value * one / other), one >= other
    big, small, factor = (*named, sp.simplify(one / other)) if larger else (*reversed(named), sp.simplify(other / one))
    shown = tex(made) if not made.is_Rational else number_tex(made)
    law = rf"{tex(value)} \cdot {tex(factor)} = {shown}" if larger else rf"\frac{{{tex(value)}}}{{{tex(factor)}}} = {shown}"
    steps = [Step(rf"1\,\text{{{big}}} = {tex(factor)}\,\text{{{small}}}", q.say("unit.factor")), Step(law)]
    plain = number_text(made) if made.is_Rational and terminates(made) else formulas.text(made)
    return Answer(q.say("unit.title"), steps, f"{plain} {named[1]}".replace(" degrees", "°"), "back again")


def asks_how_many(said: tuple[str, ...], first: str) -> bool:
    """Whether the unit that is named first is the one that is wanted: "how many minutes are 3 hours"."""
    if not re.search(r"how many|combien de|cuantos|cuantas|wie viele|कितने|كم", " ".join(said)):
        return False
    links = [said.index(w) for w in ("in", "are", "dans", "en", "hay", "hat", "sind") if w in said]
    return said.index(first) < min(links, default=len(said))


def temperature(q: Question, value: Any, to_fahrenheit: bool) -> Answer:
    made = value * sp.Rational(9, 5) + 32 if to_fahrenheit else (value - 32) * sp.Rational(5, 9)
    law = r"F = \frac{9}{5} C + 32" if to_fahrenheit else r"C = \frac{5}{9} (F - 32)"
    put = rf"= \frac{{9}}{{5}} \cdot ({number_tex(value)}) + 32" if to_fahrenheit else rf"= \frac{{5}}{{9}} ({number_tex(value)} - 32)"
    exact = terminates(made)
    shown = decimal(made) if exact and not made.is_Integer else str(made) if exact else f"{float(made):.1f}"
    return Answer(
        q.say("unit.title"),
        [Step(law, q.say("unit.factor")), Step(put), Step(f"{'=' if exact else chr(92) + 'approx'} {shown}")],
        f"{'' if exact else '≈ '}{shown} °{'F' if to_fahrenheit else 'C'}",
        "back again",
    )


def fraction_of(q: Question) -> Answer:
    """45 minutes as a fraction of 2 hours: both in one unit, then cancelled."""
    pieces = q.take(lambda p: p.number)
    units_of = [next((w for w in p.after[:1] if w in UNITS), "") for p in pieces]
    if len(pieces) != 2 or q.pieces() or not all(units_of) or UNITS[units_of[0]][0] != UNITS[units_of[1]][0]:
        raise Unknown
    small = min(units_of, key=lambda u: UNITS[u][1])
    a, b = (formulas.expression(p.text) * UNITS[u][1] / UNITS[small][1] for p, u in zip(pieces, units_of, strict=True))
    if b == 0:
        raise Ask(q.say("divide.zero"))
    unit = rf"\ \text{{{small}}}" if small.isascii() else ""
    steps = [
        Step(rf"{number_tex(a)}{unit},\quad {number_tex(b)}{unit}", q.say("unit.same")),
        Step(rf"\frac{{{number_tex(a)}}}{{{number_tex(b)}}} = {tex(a / b)}", q.say("form.simplify")),
    ]
    return Answer(q.say("calculate.title"), steps, formulas.text(a / b), "by multiplication")


def speed(q: Question) -> Answer:
    """A distance over a time."""
    measured: dict[str, tuple[Any, str]] = {}
    for piece in q.take(lambda p: p.number):
        unit = next((w for w in piece.after[:1] if w in UNITS), None)
        if unit is None or UNITS[unit][0] in measured:
            raise Unknown
        measured[UNITS[unit][0]] = formulas.expression(piece.text), unit
    if set(measured) != {"length", "time"} or q.word("then", "returns", "return", "stops", "accelerates", "wind", "current", "stream"):
        raise Unknown
    (way, long), (time, lasting) = measured["length"], measured["time"]
    if time == 0:
        raise Ask(q.say("divide.zero"))
    unit = f"{long}/{lasting}"
    steps = [
        Step(r"v = \frac{s}{t}", q.say("speed.law")),
        Step(rf"= \frac{{{number_tex(way)}}}{{{number_tex(time)}}} = {number_tex(way / time)}\ \text{{{unit}}}"),
    ]
    return Answer(q.say("speed.title"), steps, f"{number_text(way / time)} {unit}", "by multiplication")


def proportion(q: Question) -> Answer:
    """3 pens cost 12, 5 pens cost what: the price of one, times how many."""
    pieces = q.take(lambda p: p.number)
    if len(pieces) != 3 or q.word("discount", "off", "each", "more", "less", "free", "and"):
        raise Unknown
    first, _, other = pieces
    if not first.after or not other.after or first.after[0] != other.after[0]:
        raise Unknown
    a, b, c = (formulas.expression(p.text) for p in pieces)
    if a == 0:
        raise Ask(q.say("divide.zero"))
    steps = [
        Step(rf"{number_tex(b)} \div {number_tex(a)} = {number_tex(b / a)}", q.say("proportion.one")),
        Step(rf"{number_tex(c)} \cdot {number_tex(b / a)} = {number_tex(b * c / a)}", q.say("proportion.many")),
    ]
    return Answer(q.say("proportion.title"), steps, number_text(b * c / a), "by multiplication")
