"""Whole numbers: primes, divisors, remainders, bases, counting."""

from __future__ import annotations

import re
from typing import Any

from .answer import Answer, Ask, Step, Unknown
from .library import sp
from .question import Question
from .reading import bare
from .words import words

MOST = 10**15


def whole(q: Question, count: int | None = None, least: int = 1) -> list[int]:
    numbers = q.numbers()
    if not numbers or count is not None and len(numbers) != count:
        raise Unknown
    if not all(n.is_Integer and least <= n <= MOST for n in numbers):
        raise Ask(q.say("whole.range", least))
    return [int(n) for n in numbers]


def prime_factors(q: Question) -> Answer:
    (n,) = whole(q, 1, 2)
    factors = sp.factorint(n)
    steps, rest = [Step(str(n))], n
    for prime, times in sorted(factors.items()):
        for _ in range(times):
            if rest != prime and len(steps) < 12:
                steps.append(Step(rf"{rest} = {prime} \cdot {rest // prime}", q.say("smallest.prime", prime)))
            rest //= prime
    shown = r" \cdot ".join(f"{p}^{{{k}}}" if k > 1 else str(p) for p, k in sorted(factors.items()))
    steps.append(Step(f"{n} = {shown}", q.say("prime.itself") if len(factors) == 1 and n in factors else ""))
    assert sp.prod(p**k for p, k in factors.items()) == n
    return Answer(
        q.say("primefactors.title", n),
        steps,
        f"{n} = " + " · ".join(f"{p}^{k}" if k > 1 else str(p) for p, k in sorted(factors.items())),
        "by multiplication",
    )


def is_prime(q: Question) -> Answer:
    (n,) = whole(q, 1, 1)
    if n == 1:
        return Answer(q.say("isprime.title", n), [Step("1", q.say("one.no.prime"))], q.say("prime.no", n), "by definition")
    root = sp.integer_nthroot(n, 2)[0]
    least = min(sp.primefactors(n))
    if least == n:
        tried = list(sp.primerange(2, min(root, 40) + 1))
        steps = [Step(rf"\sqrt{{{n}}} \approx {float(n) ** 0.5:.2f}", q.say("prime.root"))]
        steps += [Step(rf"{n} = {p} \cdot {n // p} + {n % p}") for p in tried[:7]]
        return Answer(q.say("isprime.title", n), steps, q.say("prime.yes", n), "by its divisors")
    return Answer(
        q.say("isprime.title", n),
        [Step(rf"{n} = {least} \cdot {n // least}", q.say("prime.divisor", least))],
        q.say("prime.no", n),
        "by multiplication",
    )


def euclid(q: Question) -> Answer:
    numbers = whole(q)
    if len(numbers) < 2:
        raise Unknown
    a, steps = numbers[0], []
    for b in numbers[1:]:
        x, y = max(a, b), min(a, b)
        while y and len(steps) < 12:
            steps.append(Step(rf"{x} = {x // y} \cdot {y} + {x % y}", q.say("euclid") if not steps else ""))
            x, y = y, x % y
        a = sp.igcd(a, b)
    names = ", ".join(map(str, numbers))
    gcd = int(sp.igcd(*numbers))
    if q.has("lcm") and not q.has("gcd"):
        lcm = int(sp.ilcm(*numbers))
        if len(numbers) == 2:
            steps.append(Step(rf"\frac{{{numbers[0]} \cdot {numbers[1]}}}{{{gcd}}} = {lcm}", q.say("lcm.from.gcd")))
        else:
            steps = [Step(rf"{n} = " + r" \cdot ".join(f"{p}^{{{k}}}" for p, k in sp.factorint(n).items())) for n in numbers]
            steps.append(Step(str(lcm), q.say("lcm.powers")))
        return Answer(q.say("lcm.title", names), steps, str(lcm), "by divisibility")
    steps.append(Step(f"{gcd}", q.say("last.remainder")))
    return Answer(q.say("gcd.title", names), steps, str(gcd), "by divisibility")


BASES = {
    2: "binary binaire binario binar dual ثنائي द्विआधारी 二进制 二進制",
    16: "hexadecimal hexadecimale hexadezimal hex",
    8: "octal oktal",
    10: "decimal dezimal decimale dezimalzahl",
}
FROM_BASE = words("frombase")


def named_bases(q: Question) -> list[tuple[int, bool]]:
    """The bases that are named, and whether each is that of the given number."""
    words, found = q.request.words, []
    for k, word in enumerate(words):
        b = next(
            (
                b
                for b, names in BASES.items()
                if word in names.split() or word.rstrip("es") in names.split() or b == 2 and word.startswith("binar")
            ),
            None,
        )
        if b is not None:
            found.append((b, bool(FROM_BASE & set(words[max(0, k - 1) : k]))))
    for piece in q.pieces():
        if piece.number and piece.before[-1:] in (("base",), ("basis",), ("الأساس",), ("आधार",)):
            piece.used = True
            found.append((int(float(piece.text)), bool(FROM_BASE & set(piece.before[-2:-1]))))
    return found


DIGITS = "0123456789ABCDEF"


def base(q: Question) -> Answer:
    """A whole number in another base."""
    bases = named_bases(q)
    given = next((b for b, is_from in bases if is_from), None)
    to = next((b for b, is_from in bases if not is_from), None)
    if len(bases) == 2 and given is None:
        (given, _), (to, _) = bases  # "binary 1101 to decimal"
    if to == 10 and given is None:
        given = next((b for b, _ in bases if b != 10), None)
    if given is not None and given != 10 and to in (None, 10):
        return to_decimal(q, given)
    if to is None or given not in (None, 10) or not 2 <= to <= 16 or to == 10:
        raise Unknown
    (n,) = whole(q, 1, 0)
    return from_decimal(q, n, to)


def to_decimal(q: Question, given: int) -> Answer:
    pieces = q.take(lambda p: re.fullmatch(r"\s*[0-9A-Fa-f]+\s*", p.text) is not None, 1)
    spelt = re.search(r"\b(?=[0-9A-Fa-f]*\d)[0-9A-Fa-f]+\b", q.request.said)
    if not spelt or len(pieces) != 1 and q.pieces():
        raise Unknown
    for piece in q.pieces():
        piece.used = True
    digits = spelt[0].upper()
    if any(DIGITS.index(d) >= given for d in digits) or len(digits) > 16:
        raise Ask(q.say("base.digits", digits, given))
    value = int(digits, given)
    terms = [rf"{DIGITS.index(d)} \cdot {given}^{{{len(digits) - 1 - k}}}" for k, d in enumerate(digits)]
    steps = [Step(rf"\mathrm{{{digits}}}_{{{given}}} = " + " + ".join(terms), q.say("base.places")), Step(f"= {value}")]
    return Answer(q.say("base.title", digits, 10), steps, str(value), "back again")


def from_decimal(q: Question, n: int, wanted: int) -> Answer:
    steps, rest, digits = [Step(f"{n}_{{10}}")], n, ""
    while rest:
        why = q.say("base.divide", wanted) if rest == n else ""
        steps.append(Step(rf"{rest} = {rest // wanted} \cdot {wanted} + {DIGITS[rest % wanted]}", why))
        digits = DIGITS[rest % wanted] + digits
        rest //= wanted
    digits = digits or "0"
    if len(steps) > 14:
        raise Ask(q.say("base.range"))
    steps.append(Step(rf"{n} = \mathrm{{{digits}}}_{{{wanted}}}", q.say("base.read")))
    assert int(digits, wanted) == n
    return Answer(q.say("base.title", n, wanted), steps, f"{n} = {digits} ({q.say('base')} {wanted})", "back again")


def modulo(q: Question) -> Answer:
    """A remainder, a power's remainder by squaring, or an inverse."""
    pieces = q.take(lambda p: re.fullmatch(r"-?\d+\s*%\s*\d+", p.text) is not None, 1)
    if q.has("inverse"):
        return modular_inverse(q, *whole(q, 2, 1))
    powers = q.take(lambda p: re.fullmatch(r"\s*\(?\d+\s*\^\s*\{?\d+\}?\)?\s*", p.text) is not None, 1)
    if powers:
        a, n = (int(d) for d in re.findall(r"\d+", powers[0].text))
        return modular_power(q, a, n, *whole(q, 1, 2))
    a, b = (int(x) for x in pieces[0].text.split("%")) if pieces else whole(q, 2, -MOST)
    if b == 0:
        raise Ask(q.say("divide.zero"))
    if b < 0:
        raise Ask(q.say("whole.range", 1))
    return Answer(
        q.say("modulo.title"),
        [Step(rf"{a} = {a // b} \cdot {b} + {a % b}", q.say("modulo.why", b, a)), Step(rf"{a} \bmod {b} = {a % b}")],
        str(a % b),
        "by multiplication",
    )


def modular_power(q: Question, a: int, n: int, m: int) -> Answer:
    value, steps, power, k = pow(a, n, m), [Step(rf"{a}^{{{n}}} \bmod {m}")], a % m, 1
    while k <= n and len(steps) < 9:
        steps.append(Step(rf"{a}^{{{k}}} \equiv {power} \pmod{{{m}}}", q.say("modulo.squares") if k == 1 else ""))
        power, k = power * power % m, 2 * k
    used = [str(2**j) for j in range(n.bit_length()) if n >> j & 1]
    steps.append(Step(f"{n} = " + " + ".join(reversed(used))))
    steps.append(Step(rf"{a}^{{{n}}} \equiv {value} \pmod{{{m}}}"))
    return Answer(q.say("modulo.title"), steps, str(value), "by a second way")


def modular_inverse(q: Question, a: int, m: int) -> Answer:
    if m < 2 or sp.igcd(a, m) != 1:
        raise Ask(q.say("modulo.none", a, m))
    value, steps, x, y = pow(a, -1, m), [], m, a % m
    while y and len(steps) < 10:
        steps.append(Step(rf"{x} = {x // y} \cdot {y} + {x % y}", q.say("euclid") if not steps else ""))
        x, y = y, x % y
    steps.append(Step(rf"{a} \cdot {value} = {a * value} = {a * value // m} \cdot {m} + 1", q.say("check", "")))
    return Answer(q.say("modulo.title"), steps, f"{a}⁻¹ ≡ {value} (mod {m})", "by multiplication")


def primes_to(q: Question) -> Answer:
    """Eratosthenes' sieve up to a number."""
    (n,) = whole(q, 1, 2)
    if (
        n > 200
        or not q.word("list", "all", "up", "until", "below", "less", "under", "jusqu", "hasta", "bis", "liste", "lista", "first")
        or q.word("first")
    ):
        raise Unknown
    strict = q.word("below", "less", "under", "smaller")
    found = list(sp.primerange(2, n if strict else n + 1))
    steps = [
        Step(rf"{p}:\ " + r",\ ".join(str(k) for k in range(p * p, min(n, p * p + 5 * p) + 1, p)) + r",\ \dots", q.say("sieve", p))
        for p in found
        if p * p <= n
    ]
    rows = [found[k : k + 10] for k in range(0, len(found), 10)]
    steps += [Step(r",\ ".join(map(str, row)), q.say("sieve.left") if k == 0 else "") for k, row in enumerate(rows)]
    return Answer(q.say("sieve.title", n), steps, ", ".join(map(str, found)), "by its divisors")


def each_with_each(q: Question) -> Answer:
    """3 shirts and 4 trousers: one of each kind, so the numbers are multiplied."""
    pieces = q.take(lambda p: p.number)
    names = [p.after[:1] for p in pieces]
    if (
        not 2 <= len(pieces) <= 4
        or q.pieces()
        or q.says("choosing")
        or q.says("squared")
        or len(set(names)) != len(names)
        or not all(names)
    ):
        raise Unknown
    if any(not LISTED & set(p.before[-1:]) and not (p.before == () or p.before == names[k]) for k, p in enumerate(pieces[1:])):
        raise Unknown
    values = [int(float(p.text)) for p in pieces]
    total = 1
    for v in values:
        total *= v
    return Answer(
        q.say("choose.title"), [Step(r" \cdot ".join(map(str, values)) + f" = {total}", q.say("choose.each"))], str(total), "exactly"
    )


LISTED = words("listed")


def committee(q: Question) -> Answer:
    """So many of one kind and so many of another, chosen from two groups."""
    numbers = q.take(lambda p: p.number)
    values = [int(float(p.text)) for p in numbers]
    names = [next(iter(p.after[:1]), "") for p in numbers]
    if len(values) != 4 or q.pieces() or q.says("atleast") or names[0] != names[2] or names[1] != names[3] or names[0] == names[1]:
        raise Unknown
    a, b, m, n = values
    if a > m or b > n or max(m, n) > 200:
        raise Ask(q.say("choose.range"))
    one, other = sp.binomial(m, a), sp.binomial(n, b)
    steps = [
        Step(rf"\binom{{{m}}}{{{a}}} = {one},\quad \binom{{{n}}}{{{b}}} = {other}", q.say("choose.unordered")),
        Step(rf"{one} \cdot {other} = {one * other}", q.say("choose.each")),
    ]
    return Answer(q.say("choose.title"), steps, str(one * other), "exactly")


def choose(q: Question) -> Answer:
    n, k = whole(q, 2, 0)
    if q.word("from", "out", "parmi", "de", "aus", "among", "من") and k > n:
        n, k = k, n  # "3 from 8"
    if q.word("repetition", "replacement", "repeat", "repeated", "wiederholung", "zurucklegen"):
        raise Unknown
    if k > n or n > 200:
        raise Ask(q.say("choose.range"))
    ordered = q.has("permutations") and not q.has("combinations")
    value = sp.ff(n, k) if ordered else sp.binomial(n, k)
    law = rf"\frac{{{n}!}}{{{n - k}!}}" if ordered else rf"\frac{{{n}!}}{{{k}! \cdot {n - k}!}}"
    name = f"P({n}, {k})" if ordered else rf"\binom{{{n}}}{{{k}}}"
    steps = [Step(f"{name} = {law}", q.say("choose.ordered") if ordered else q.say("choose.unordered"))]
    top = r" \cdot ".join(str(n - j) for j in range(k)) or "1"
    if k <= 8:
        bottom = r" \cdot ".join(str(k - j) for j in range(k)) or "1"
        steps.append(Step(f"= {top}" if ordered else rf"= \frac{{{top}}}{{{bottom}}}", q.say("cancel.factorial", n - k)))
    steps.append(Step(f"= {value}"))
    return Answer(q.say("choose.title"), steps, str(value), "exactly")


def factorial(q: Question) -> Answer:
    pieces = q.take(lambda p: re.fullmatch(r"\d+\s*!?", p.text) is not None, 1)
    if not pieces:
        raise Unknown
    n = int(pieces[0].text.rstrip("! "))
    if n > 25:
        raise Ask(q.say("factorial.range"))
    value: Any = sp.factorial(n)
    shown = r" \cdot ".join(str(k) for k in range(n, 0, -1)) or "1"
    return Answer(
        q.say("factorial.title"), [Step(f"{n}! = {shown}", q.say("factorial.means")), Step(f"= {value}")], f"{n}! = {value}", "exactly"
    )


def irrational(q: Question) -> Answer:
    """The proof for a root of a whole number that is no square, by a prime that divides it an odd number of times."""
    found = re.search(
        r"(?:√|sqrt|root|racine|raiz|wurzel|جذر|根号|मूल)\D{0,16}?(\d+)|(\d+)\D{0,4}(?:का वर्गमूल|का मूल|का करणी)", bare(q.request.said)
    )
    pieces = q.take(lambda p: re.fullmatch(r"[√\s(sqrt]*\d+\)?", p.text.strip()) is not None)
    if not found or len(pieces) != 1:
        raise Unknown
    n = int(found[1] or found[2])
    if n == 2:
        raise Unknown  # a topic of the catalogue shows this one
    if not 2 <= n <= 10**6 or sp.sqrt(n).is_Integer:
        raise Unknown
    prime = next(p for p, power in sp.factorint(n).items() if power % 2)
    if n != prime:
        return reduced_root(q, n, int(prime))
    steps = [
        Step(rf"\sqrt{{{n}}} = \frac{{p}}{{q}}", q.say("irrational.suppose")),
        Step(rf"p^2 = {n}\,q^2", q.say("irrational.square")),
        Step(rf"p = {n}\,m", q.say("irrational.divides", n)),
        Step(rf"{n * n}\,m^2 = {n}\,q^2 \ \Rightarrow\ q^2 = {n}\,m^2", q.say("irrational.too")),
        Step(rf"{n} \mid p,\quad {n} \mid q", q.say("irrational.contradiction")),
    ]
    return Answer(q.say("irrational.title", n), steps, q.say("irrational.result", n), "by contradiction")


def reduced_root(q: Question, n: int, prime: int) -> Answer:
    """A prime divides the left side an even number of times and the right side an odd number of times."""
    product = r" \cdot ".join(f"{p}^{{{k}}}" if k > 1 else str(p) for p, k in sp.factorint(n).items())
    steps = [
        Step(rf"\sqrt{{{n}}} = \frac{{p}}{{q}}", q.say("irrational.suppose")),
        Step(rf"p^2 = {n}\,q^2 = {product} \cdot q^2", q.say("irrational.square")),
        Step(rf"{prime}:\quad 2a \ne 2b + 1", q.say("irrational.odd", prime)),
    ]
    return Answer(q.say("irrational.title", n), steps, q.say("irrational.result", n), "by contradiction")
