"""Bills: items at a price each, what comes back from a note, "3 for 2", and which of two packs is the better buy."""

from __future__ import annotations

import re
from typing import Any

from . import formulas
from .answer import Answer, Ask, Step, Unknown
from .arithmetic import number_tex, number_text, rounded, terminates
from .library import sp
from .question import Question, meant
from .rates import UNITS, money
from .reading import Piece, bare, plain

PERCENT = re.compile(r"-?\d+(?:\.\d+)?\s*%")


def value(piece: Piece) -> Any:
    return formulas.expression(piece.text.rstrip("% "))


def amount(price: Any) -> str:
    return number_text(price) if price.is_Integer else money(price) if (price * 100).is_Integer else number_text(price)


def role(piece: Piece, price_before: Piece | None = None) -> str:
    """What a number of a bill is: "each" price, a price "for" some, what was "paid", or a "count"."""
    taken = price_before.after[:3] if price_before is not None else ()
    before = tuple(word for word in piece.before if word not in taken)
    # "3 pens cost 6, how much is each": what is asked says nothing of the price.
    after = piece.after[: next((k for k, word in enumerate(piece.after) if meant(word, "askingcount")), 3)]
    near = before[-1:]
    money_next = bool(after) and meant(after[0], "money")
    if (
        any(meant(w, "paidwith") for w in before[-2:])
        or any(meant(w, "note") for w in before[-3:])
        or money_next
        and any(meant(w, "note") for w in after[1:2])
    ):
        return "paid"
    if after[:1] and UNITS.get(after[0], ("",))[0] in ("mass", "volume", "length"):
        return "count"
    if any(meant(w, "shop.each") for w in after[:3] if not meant(w, "shop.next")) or any(meant(w, "shop.each") for w in before[-3:]):
        return "each"
    if near and meant(near[0], "shop.at") or money_next and after[1:2] and meant(after[1], "shop.of"):
        return "each"
    if near and meant(near[0], "shop.for"):
        return "for"
    return "" if money_next or near and meant(near[0], "shop.has") else "count"


MONEY = re.compile(r"[€£$¥₹]")


def measured(piece: Piece) -> bool:
    """Whether a number is a time, a speed or an angle, which no bill has, or a price with a unit behind it."""
    kind = next((UNITS[w][0] for w in piece.after[:1] if w in UNITS), "")
    return kind in ("time", "speed", "angle") or bool(kind) and role(piece) in ("each", "for")


def bill(q: Question) -> Answer:
    """The total of some items, less what is taken off, and the change from what was paid."""
    shares = q.take(lambda p: PERCENT.fullmatch(p.text) is not None)
    numbers = q.take(lambda p: p.number)
    if q.pieces() or not numbers or len(shares) > 1 or shares and not q.says("discounts"):
        raise Unknown
    if not (q.says("shop.sure") or q.says("money") or MONEY.search(q.request.said)) or any(measured(p) for p in numbers):
        raise Unknown
    items: list[tuple[Any, Any]] = []
    pending = loose = paid = price = None
    for piece in numbers:
        kind, n = role(piece, price), value(piece)
        price = piece if kind in ("each", "for") else None
        if kind == "paid" and paid is None:
            paid = n
        elif kind == "count" and loose is not None:
            items.append((n, loose))
            loose = None
        elif kind == "count" and pending is None:
            pending = n
        elif kind == "for" and pending not in (None, 1) and len(numbers) == 2 and q.says("shop.single") and not shares:
            return one_of(q, pending, n)
        elif kind == "for" and pending not in (None, 1):
            raise Ask(q.say("shop.which", number_text(n)))
        elif kind in ("each", "for"):
            if pending is None and not any(meant(w, "shop.one") for w in piece.before):
                if loose is not None:
                    raise Unknown
                loose = n
                continue
            items.append((pending or sp.Integer(1), n))
            pending = None
        else:
            raise Unknown
    if pending is not None or loose is not None or not items or len(items) > 8:
        raise Unknown
    back = q.says("changeback") or q.says("leftover")
    if (paid is None) == back:
        raise Unknown
    steps = [Step(rf"{number_tex(n)} \cdot {number_tex(p)} = {number_tex(n * p)}", q.say("proportion.many")) for n, p in items if n != 1]
    total = sum((n * p for n, p in items), sp.Integer(0))
    if len(items) > 1:
        steps.append(Step(" + ".join(number_tex(n * p) for n, p in items) + f" = {number_tex(total)}", q.say("total")))
    if shares:
        off = abs(value(shares[0])) / 100
        less = total * (1 - off)
        steps.append(Step(rf"{number_tex(total)} \cdot {number_tex(1 - off)} = {number_tex(less)}", q.say("percent.change")))
        total = less
    if paid is None:
        return Answer(q.say("shop.title"), steps, amount(total), "by a second sum")
    if paid < total:
        raise Ask(q.say("shop.short", amount(total)))
    steps.append(Step(f"{number_tex(paid)} - {number_tex(total)} = {number_tex(paid - total)}", q.say("shop.back")))
    steps.append(Step(rf"{number_tex(total)} + {number_tex(paid - total)} = {number_tex(paid)}\ \checkmark", q.say("check", "")))
    return Answer(q.say("shop.title"), steps, amount(paid - total), "by adding back")


def one_of(q: Question, count: Any, price: Any) -> Answer:
    """What one of several costs."""
    each = price / count
    sign = "=" if terminates(each) else r"\approx"
    steps = [Step(rf"{number_tex(price)} \div {number_tex(count)} {sign} {number_tex(each)}", q.say("proportion.one"))]
    if terminates(each):
        steps.append(Step(rf"{number_tex(count)} \cdot {number_tex(each)} = {number_tex(price)}\ \checkmark", q.say("check", "")))
    return Answer(q.say("shop.title"), steps, amount(each), "by multiplying back")


FREE = re.compile(
    r"\b(?:buy|get|compra|compre|kauf\w*|achete\w*)\s+(\d+)\s+(?:and\s+|y\s+|e\s+|et\s+|und\s+)?(?:get|recibe|leve|bekomm\w*)\s+(\d+)\s+"
    r"(?:free|gratis)|(\d+)\s+achete\w*\s+(\d+)\s+(?:offert|gratuit)"
)
FOR = re.compile(r"\b(\d+)\s*(?:for|pour|por|für|fur|zum preis von|al precio de|x|\*)\s*(\d+)\b(?!\s*[.,]\d)|leve\s+(\d+)\s+pague\s+(\d+)")


def offer(q: Question) -> Answer:
    """3 for 2, or buy 2 and get 1 free: how many are paid."""
    said = bare(plain(q.request.said))
    free, pays = FREE.search(said), FOR.search(said)
    found = [int(n) for n in (free or pays).groups() if n] if (free or pays) else []  # type: ignore[union-attr]
    if len(found) != 2:
        raise Unknown
    group, paid = (found[0] + found[1], found[0]) if free else found
    rest = [formulas.expression(n) for n in re.findall(r"\d+(?:\.\d+)?", re.sub(r"(\d),(\d)", r"\1.\2", said))]
    for n in found:
        rest.remove(sp.Integer(n))
    if not 1 <= paid < group <= 12 or not 1 <= len(rest) <= 2:
        raise Unknown
    price = rest[0]
    count: Any = sp.Integer(group)
    if len(rest) == 2:
        each = [value(p) for p in q.request.pieces if p.number and value(p) in rest and role(p) == "each"]
        each = each or [n for n in rest if not n.is_Integer]
        if len(each) != 1 or not (count := sum(rest, sp.Integer(0)) - each[0]).is_Integer:
            raise Unknown
        price = each[0]
    for piece in q.pieces():
        piece.used = True
    whole, single = divmod(int(count), group)
    to_pay = whole * paid + min(single, paid if single else 0)
    steps = [
        Step(rf"{count} = {whole} \cdot {group} + {single}", q.say("shop.groups", group)),
        Step(rf"{whole} \cdot {paid} + {to_pay - whole * paid} = {to_pay}", q.say("shop.paidfor")),
        Step(rf"{to_pay} \cdot {number_tex(price)} = {number_tex(to_pay * price)}", q.say("proportion.many")),
    ]
    return Answer(q.say("shop.title"), steps, amount(to_pay * price), "by counting")


def better(q: Question) -> Answer:
    """Two or three packs, each an amount and its price: what one unit costs."""
    numbers = q.take(lambda p: p.number)
    if q.pieces() or len(numbers) not in (4, 6) or not q.says("cheapest"):
        raise Unknown
    packs = []
    for size, price in zip(numbers[::2], numbers[1::2], strict=True):
        unit = next((w for w in size.after[:1] if w in UNITS), "")
        kind, scale = UNITS[unit] if unit else ("", 1)
        if kind and kind not in ("mass", "volume", "length") or any(w in UNITS for w in price.after[:1]):
            raise Unknown
        shown = number_tex(value(size)) + (rf"\text{{ {unit}}}" if unit else "")
        packs.append((kind, value(size) * scale, value(price), shown, f"{number_text(value(size))} {unit}".strip()))
    if len({pack[0] for pack in packs}) != 1 or any(pack[1] <= 0 for pack in packs):
        raise Unknown
    name = {"mass": "kg", "volume": "l", "length": "m", "": "1"}[packs[0][0]]
    each = [price / size for _, size, price, _, _ in packs]
    steps = []
    for (_, size, price, shown, _), one in zip(packs, each, strict=True):
        sign, result = ("=", number_tex(one)) if terminates(one) else (r"\approx", rounded(one))
        steps.append(Step(rf"{shown}: \quad {number_tex(price)} \div {number_tex(size)} {sign} {result}\ /\ \text{{{name}}}",
                          q.say("proportion.one")))  # fmt: skip
    best = min(each)
    if each.count(best) > 1:
        return Answer(q.say("shop.better"), steps, q.say("shop.same"), "by division")
    least, others = packs[each.index(best)], [one for one in each if one != best]
    steps.append(Step(f"{number_tex(best)} < " + ", ".join(map(number_tex, sorted(others))), q.say("shop.cheaper", least[4])))
    return Answer(q.say("shop.better"), steps, f"{q.say('shop.cheaper', least[4])} ({number_text(best)} / {name})", "by division")
