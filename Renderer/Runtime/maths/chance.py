"""Chances of dice, coins, cards and draws, the complement, and counting without a formula."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import Any

from . import formulas
from .answer import Answer, Ask, Step, Unknown
from .arithmetic import number_tex, rounded, terminates
from .formulas import tex, text
from .library import sp
from .question import Question
from .words import words

NAMES = {
    name: value
    for value, names in enumerate(
        ["zero none", "a an one un une una ein eine", "two both deux dos zwei pair", "three trois tres drei", "four quatre cuatro vier",
         "five cinq cinco funf", "six sixes seis sechs", "seven sept siete sieben", "eight huit ocho acht"]
    )
    for name in names.split()
}  # fmt: skip


def counts(q: Question) -> list[int]:
    numbers = q.numbers()
    if any(not n.is_Integer or n < 0 for n in numbers):
        raise Unknown
    return [int(n) for n in numbers]


def shown(q: Question, steps: list[Step], value: Any) -> Answer:
    steps.append(Step(f"P = {tex(value)}"))
    percent = value * 100
    plain = number_tex(percent) if terminates(percent) else rounded(percent)
    sign = "=" if terminates(percent) else r"\approx"
    if value not in (0, 1):
        steps.append(Step(rf"{sign} {plain}\,\%", q.say("as.percent")))
    return Answer(q.say("chance.title"), steps, f"P = {text(value)} {'=' if sign == '=' else '≈'} {plain} %", "by counting")


def probability(q: Question) -> Answer:
    if found := complement(q):
        return found
    if q.word(*COINS):
        return coins(q)
    if q.word(*DICE):
        return dice(q)
    if q.word(*CARDS):
        return cards(q)
    return draw(q)


COINS = (
    "coin",
    "coins",
    "flip",
    "flips",
    "toss",
    "tosses",
    "heads",
    "head",
    "tails",
    "pile",
    "pieces",
    "moneda",
    "monedas",
    "munze",
    "munzen",
    "münze",
    "münzen",
)
DICE = ("die", "dice", "dices", "de", "des", "dado", "dados", "wurfel", "würfel", "roll", "rolling", "rolled")
CARDS = ("card", "cards", "deck")


def complement(q: Question) -> Answer | None:
    """P(A) = 0.3, and not A is asked."""
    known = [m for p in q.pieces() if (m := re.match(r"^\s*P\s*\(\s*([A-Z])\s*\)\s*=\s*(.+)$", p.text))]
    if len(known) != 1 or not re.search(rf"not\s+{known[0][1]}|{known[0][1]}['’]|complement", q.request.said):
        return None
    value = formulas.expression(known[0][2].rstrip("% ")) / (100 if "%" in known[0][2] else 1)
    if not 0 <= value <= 1:
        raise Ask(q.say("chance.range"))
    for piece in q.pieces():
        if re.match(r"^\s*P\s*\(", piece.text):
            piece.used = True
    name = known[0][1]
    steps = [Step(rf"P(\bar {name}) = 1 - P({name})", q.say("complement")), Step(f"= 1 - {number_tex(value)} = {number_tex(1 - value)}")]
    return Answer(q.say("chance.title"), steps, f"P(not {name}) = {number_tex(1 - value)}", "numerically")


def quantity(q: Question, *nouns: str) -> int | None:
    """The number that stands right before one of these words, as digits or as a word."""
    words = q.request.said.lower()
    found = re.search(rf"(\w+)\s+(?:\w+\s+)?(?:{'|'.join(nouns)})\b", words)
    for piece in q.pieces():
        if piece.number and any(n in piece.after[:2] for n in nouns):
            piece.used = True
            return int(float(piece.text))
    named = [NAMES[w] for w in re.findall(r"\w+", found[0]) if w in NAMES] if found else []
    return named[-1] if named else None


def wanted(q: Question, n: int, side: tuple[str, ...]) -> tuple[int, int] | None:
    """Between how many and how many are wanted: exactly 2, at least one, no, all, more than 1."""
    said = " ".join(q.request.words)
    k = quantity(q, *side)
    if re.search(r"\b(no|zero|none|never)\b", said):
        return (0, 0)
    if re.search(r"\b(all|only|every)\b", said) or re.search(r"\bboth\b", said) and n == 2:
        return (n, n)
    if k is None:
        return (1, 1) if n == 1 else None
    if re.search(r"at least|or more|au moins|al menos|mindestens", said):
        return (k, n)
    if re.search(r"at most|or fewer|or less|au plus|como mucho|hochstens", said):
        return (0, k)
    if re.search(r"more than|less than|fewer than", said):
        return (k + 1, n) if "more than" in said else (0, k - 1)
    return (k, k)


def coins(q: Question) -> Answer:
    n = quantity(q, "coin", "coins", "flips", "tosses", "times", "fair", "throws")
    sides = ("heads", "head") if q.word("heads", "head") else ("tails", "tail") if q.word("tails", "tail") else ()
    if not sides or q.word("row", "then", "first", "biased", "unfair", "consecutive"):
        raise Unknown
    if n is None:
        n = 1 if not q.pieces() else None
    if n is None or not 1 <= n <= 60:
        raise Unknown
    want = wanted(q, n, sides)
    if want is None or want[1] > n or want[0] < 0:
        raise Unknown
    return binomial(q, n, want, sp.Rational(1, 2))


def binomial(q: Question, n: int, want: tuple[int, int], p: Any) -> Answer:
    low, high = want
    total: Any = sum((sp.binomial(n, k) * p**k * (1 - p) ** (n - k) for k in range(low, high + 1)), sp.Integer(0))
    if low == 1 and high == n and n > 1:
        steps = [Step(r"P = 1 - P(0)", q.say("complement")), Step(rf"= 1 - \left({tex(1 - p)}\right)^{{{n}}} = 1 - {tex((1 - p) ** n)}")]
    elif high == n and low < n:
        steps = [
            Step(
                rf"P = \sum_{{k={low}}}^{{{n}}} \binom{{{n}}}{{k}} \left({tex(p)}\right)^k \left({tex(1 - p)}\right)^{{{n}-k}}",
                q.say("binomial.law"),
            )
        ]
    else:
        steps = [
            Step(rf"P(k) = \binom{{{n}}}{{k}} \left({tex(p)}\right)^k \left({tex(1 - p)}\right)^{{{n}-k}}", q.say("binomial.law")),
            Step(" + ".join(tex(sp.binomial(n, k) * p**k * (1 - p) ** (n - k)) for k in range(low, min(high, low + 6) + 1))),
        ]
    return shown(q, steps, total)


def dice(q: Question) -> Answer:
    n = quantity(q, "dice", "dices", "die", "times", "dados", "wurfel", "würfel", "rolls") or 1
    if not 1 <= n <= 4 or q.word("biased", "loaded", "then", "first", "product", "difference", "highest", "doubles", "double", "sided"):
        raise Unknown
    said = " ".join(q.request.words)
    rolls = list(itertools.product(range(1, 7), repeat=n))
    if q.word("sum", "total", "adding", "somme", "suma", "summe"):
        target = counts(q)
        if len(target) != 1 or n < 2:
            raise Unknown
        test = compare(said, target[0])
        good = [r for r in rolls if test(sum(r))]
    else:
        good = faces(q, rolls, n, said)
    steps = [Step(rf"6^{{{n}}} = {6**n}" if n > 1 else "6", q.say("chance.all"))]
    some = r",\ ".join(str(r).replace(" ", "") if n > 1 else str(r[0]) for r in good[:8])
    some += r",\ \dots" if len(good) > 8 else ""
    steps.append(Step(rf"{some}: \quad {len(good)}" if good else "0", q.say("chance.good")))
    return shown(q, steps, sp.Rational(len(good), len(rolls)))


def compare(said: str, target: int) -> Any:
    if re.search(r"at least|or more|au moins|al menos|mindestens", said):
        return lambda v: v >= target
    if re.search(r"at most|or less|au plus|hochstens", said):
        return lambda v: v <= target
    if re.search(r"more than|greater than|bigger than|over|above", said):
        return lambda v: v > target
    if re.search(r"less than|smaller than|under|below", said):
        return lambda v: v < target
    return lambda v: v == target


def faces(q: Question, rolls: list[tuple[int, ...]], n: int, said: str) -> list[tuple[int, ...]]:
    if q.word("even", "odd", "prime") and n == 1 and not q.pieces():
        test = {"even": lambda v: v % 2 == 0, "odd": lambda v: v % 2 == 1, "prime": lambda v: v in (2, 3, 5)}
        return [r for r in rolls if test[next(w for w in ("even", "odd", "prime") if q.word(w))](r[0])]
    numbers = counts(q)
    if n == 1:
        if len(numbers) == 1 and 1 <= numbers[0] <= 6:
            return [r for r in rolls if compare(said, numbers[0])(r[0])]
        if len(numbers) == 2 and "or" in q.request.words:
            return [r for r in rolls if r[0] in numbers]
        raise Unknown
    if not numbers and "sixes" in q.request.words:
        return [r for r in rolls if all(v == 6 for v in r)]
    if len(numbers) == 1 and 1 <= numbers[0] <= 6 and re.search(r"at least one|at least a", said):
        return [r for r in rolls if numbers[0] in r]
    raise Unknown


def cards(q: Question) -> Answer:
    """One card of 52."""
    kinds = {"ace": 4, "aces": 4, "king": 4, "kings": 4, "queen": 4, "jack": 4, "heart": 13, "hearts": 13, "spade": 13, "spades": 13,
             "diamond": 13, "diamonds": 13, "club": 13, "clubs": 13, "red": 26, "black": 26, "face": 12}  # fmt: skip
    named = [w for w in q.request.words if w in kinds]
    if (
        len(named) == 2
        and "or" in q.request.words
        and not q.word("two", "three", "both", "hand", "replacement", "not", "no", "given", "and")
    ):
        return either_card(q, kinds, named)
    if len(named) != 1 or q.word("two", "three", "both", "hand", "replacement", "not", "no", "without", "given", "or", "and"):
        raise Unknown
    if [c for c in counts(q) if c not in (1, 52)]:
        raise Unknown
    good = kinds[named[0]]
    steps = [Step("52", q.say("chance.all")), Step(str(good), q.say("chance.good")), Step(rf"\frac{{{good}}}{{52}}")]
    return shown(q, steps, sp.Rational(good, 52))


def either_card(q: Question, kinds: dict[str, int], named: list[str]) -> Answer:
    """One kind or another: what belongs to both is counted once."""
    if (
        [c for c in counts(q) if c not in (1, 52)]
        or any(kinds[name] in (26, 12) for name in named)
        or named[0].rstrip("s") == named[1].rstrip("s")
    ):
        raise Unknown
    a, b = (kinds[name] for name in named)
    overlap = 1 if a != b else 0
    good = a + b - overlap
    steps = [
        Step("52", q.say("chance.all")),
        Step(f"{a} + {b} - {overlap} = {good}", q.say("chance.good")),
        Step(rf"\frac{{{good}}}{{52}}"),
    ]
    return shown(q, steps, sp.Rational(good, 52))


COLORS = words("colors")


def draw(q: Question) -> Answer:
    """One thing out of a bag of several colours."""
    bag: Counter[str] = Counter()
    for piece in q.take(lambda p: p.number):
        color = next((w for w in piece.after[:2] if w in COLORS), None)
        if color is None or bag[color]:
            raise Unknown
        bag[color] = int(float(piece.text))
    said = q.request.words
    asked = [w for w in said if w in COLORS]
    rest = list(asked)
    for color in bag:
        rest.remove(color)
    if (
        len(bag) < 2
        or len(rest) != 1
        or rest[0] not in bag
        or q.word("two", "both", "replacement", "then", "three", "second", "without", "at")
    ):
        raise Unknown
    total, good = sum(bag.values()), bag[rest[0]]
    if q.word("not", "no", "isn"):
        good = total - good
    steps = [Step(" + ".join(str(v) for v in bag.values()) + f" = {total}", q.say("chance.all")), Step(str(good), q.say("chance.good"))]
    return shown(q, steps, sp.Rational(good, total))


# "the letters of the word APPLE": the word comes last.
LETTERS = re.compile(
    r"(?:letters|lettres|letras|buchstaben)\s+(?:in|of|the|word|du|mot|de|la|palabra|des|wortes|\"|'|“|\s)*"
    r"\s*[\"'“]?([A-Za-z]{2,20})[\"'”]?\W*$"
)


def letters(q: Question) -> Answer:
    """The orders of the letters of a word."""
    found = LETTERS.search(q.request.said)
    if not found or q.word("vowels", "together", "start", "starting", "begin", "end", "without"):
        raise Unknown
    word, repeated = found[1].upper(), Counter(found[1].upper())
    bottom = [v for v in repeated.values() if v > 1]
    value: Any = sp.factorial(len(word)) / sp.prod([sp.factorial(v) for v in bottom])
    below = r" \cdot ".join(f"{v}!" for v in bottom)
    law = rf"\frac{{{len(word)}!}}{{{below}}}" if bottom else f"{len(word)}!"
    steps = [
        Step(r",\ ".join(rf"\mathrm{{{c}}}: {v}" for c, v in sorted(repeated.items())), q.say("letters.count")),
        Step(f"{law} = {value}", q.say("letters.repeat") if bottom else q.say("choose.ordered")),
    ]
    for piece in q.pieces():
        piece.used = True
    return Answer(q.say("choose.title"), steps, str(value), "exactly")


def row(q: Question) -> Answer:
    """n different things in a row; codes of k digits."""
    numbers = [piece for piece in q.pieces() if piece.number]
    if len(numbers) != 1 or q.word(
        "circle",
        "circular",
        "round",
        "table",
        "not",
        "together",
        "without",
        "different",
        "repeat",
        "repetition",
        "repeating",
        "distinct",
        "next",
    ):
        raise Unknown
    (piece,) = numbers
    piece.used = True
    n = int(float(piece.text))
    if q.word("digit", "digits", "chiffres", "cifras", "stellige", "pin", "code", "codes"):
        if not 1 <= n <= 20 or not q.word("pin", "pins", "code", "codes", "password", "passwords"):
            raise Unknown
        return Answer(q.say("choose.title"), [Step(rf"10^{{{n}}} = {10**n}", q.say("each.free"))], str(10**n), "exactly")
    if not 1 <= n <= 25:
        raise Ask(q.say("factorial.range"))
    value: Any = sp.factorial(n)
    steps = [Step(f"{n}! = " + r" \cdot ".join(map(str, range(n, 0, -1))), q.say("choose.ordered")), Step(f"= {value}")]
    return Answer(q.say("choose.title"), steps, str(value), "exactly")


# "4 letter words from the letters of ORANGE".
WORDS_OF = re.compile(
    r"(?i)(?:(\d+)|(two|three|four|five|six))[- ]?(?:letter|buchstabig|stellig)\w*\s+(?:words?|arrangements?|wörter|codes?).*?"
    r"(?:letters|word|buchstaben|wort(?:es)?)\s+(?:of|in|from|des|the|wortes|word|\"|'|“|\s)*[\"'“]?([A-Za-z]{3,15})[\"'”]?"
    r"(?=\W*(?:$|if|with|without|no|and|wenn|ohne|mit|repet))"
)


def words_of(q: Question) -> Answer:
    """How many words of so many letters the letters of a word make."""
    found = WORDS_OF.search(q.request.said)
    if not found or q.word("vowels", "vowel", "start", "starting", "begin", "end", "consonants", "consonant"):
        raise Unknown
    word = found[3].upper()
    k, n = int(found[1]) if found[1] else NAMES[found[2].lower()], len(word)
    if not 1 <= k <= 12 or len(set(word)) != n:
        raise Unknown  # equal letters need cases
    again = q.word("allowed", "repetition", "repeat", "repeated", "repeating", "wiederholung") and not q.word(
        "without", "no", "not", "once", "ohne"
    )
    for piece in q.pieces():
        piece.used = True
    if again:
        return Answer(q.say("choose.title"), [Step(rf"{n}^{{{k}}} = {n**k}", q.say("choose.ordered"))], str(n**k), "exactly")
    if k > n:
        raise Ask(q.say("story.none"))
    value = sp.factorial(n) // sp.factorial(n - k)
    steps = [Step(rf"n = {n}", ", ".join(word)), Step(r" \cdot ".join(str(n - j) for j in range(k)) + f" = {value}", q.say("words.less"))]
    return Answer(q.say("choose.title"), steps, str(value), "exactly")


def urn(q: Question) -> Answer:
    """Two or three drawn from a bag of several colours, all of one colour; put back or not."""
    bag: Counter[str] = Counter()
    rest = []
    pieces = q.take(lambda p: p.number)
    for piece in pieces:
        color = next((c for w in piece.after[:3] if (c := color_of(w))), None)
        if color is None or bag[color]:
            rest.append(piece)
        else:
            bag[color] = int(float(piece.text))
    counts_said = [k for k, name in ((2, "two"), (3, "three")) if q.says(name)] + ([2] if q.says("both.of") else [])
    drawn = {int(float(p.text)) for p in rest} or set(counts_said)
    asked = [c for w in q.request.words if (c := color_of(w))]
    for color in bag:
        asked.remove(color)
    kept, back = q.says("putback.not"), q.says("putback")
    if len(bag) < 2 or len(drawn) != 1 or len(rest) > 1 or len(set(asked)) != 1 or q.says("atleast") or q.says("negations.none"):
        raise Unknown
    n, color = drawn.pop(), asked[0]
    if not kept and not back and not q.says("atonce"):
        raise Ask(q.say("urn.which"))
    if not kept and not back:
        kept = True
    total, good = sum(bag.values()), bag[color]
    if n not in (2, 3) or not good or kept and n > good or not (q.says("both.of") or q.says("every") or len(asked) == 1):
        raise Unknown
    parts = [(good - k, total - k) if kept else (good, total) for k in range(n)]
    value: Any = sp.prod([sp.Rational(a, b) for a, b in parts])
    steps = [Step(" + ".join(map(str, bag.values())) + f" = {total}", q.say("chance.all"))]
    for k, (a, b) in enumerate(parts):
        steps.append(Step(rf"P_{k + 1} = \frac{{{a}}}{{{b}}}", q.say("urn.first" if k == 0 else "urn.less" if kept else "urn.back")))
    steps.append(Step(r"P = " + r" \cdot ".join(rf"\frac{{{a}}}{{{b}}}" for a, b in parts), q.say("urn.along")))
    return shown(q, steps, value)


STEMS = (
    ("red", "red roj rot rouge vermelh احمر حمراء الحمر لال लाल 红"),
    ("blue", "blue azul blau bleu ازرق زرقاء नील 蓝"),
    ("green", "green verd grün grun vert verde اخضر خضراء हरी हरे 绿"),
    ("black", "black negr schwarz noir pret سوداء اسود काल 黑"),
    ("white", "white blanc weiß weiss weis branc بيضاء ابيض सफ 白"),
    ("yellow", "yellow amarill gelb jaune amarel صفراء اصفر पील 黄"),
)


def color_of(word: str) -> str:
    return next(
        (color for color, stems in STEMS for stem in stems.split() if word.startswith(stem) or not stem.isascii() and stem in word), ""
    )


def round_table(q: Question) -> Answer:
    """n people around a table: only who sits beside whom counts."""
    numbers = q.take(lambda p: p.number)
    if len(numbers) != 1 or q.pieces() or q.word("together", "apart", "not", "next", "couple", "couples", "men", "women"):
        raise Unknown
    n = int(float(numbers[0].text))
    if not 2 <= n <= 25:
        raise Ask(q.say("factorial.range"))
    value = sp.factorial(n - 1)
    steps = [Step(rf"({n} - 1)! = {n - 1}!", q.say("round.seat")), Step(f"{n - 1}! = {value}")]
    return Answer(q.say("choose.title"), steps, str(value), "exactly")
