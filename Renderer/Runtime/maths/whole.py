"""Whole numbers: primes, divisors, remainders, bases, counting."""

from __future__ import annotations

import re
from typing import Any

from .answer import Answer, Ask, Step, Unknown
from .library import sp
from .question import Question

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
    2: "binary binaire binario binar ins binär ثنائي द्विआधारी 二进制",
    16: "hexadecimal hexadecimale hexadezimal",
    8: "octal oktal",
    10: "decimal dezimal decimale",
}


def base(q: Question) -> Answer:
    """To another base; from binary where a prefix or "from binary" says so."""
    words = q.request.words
    wanted = next((b for b, names in BASES.items() if any(w in names.split() or w.startswith("binar") and b == 2 for w in words)), None)
    numbers = whole(q, least=0)
    if wanted is None and len(numbers) == 2 and 2 <= numbers[1] <= 16:
        wanted = numbers[1]
    elif len(numbers) != 1:
        raise Unknown
    n = numbers[0]
    if wanted == 10 or wanted == 2 and re.search(r"\b(from|de|aus|von)\b\W+(binar|binaire)", " ".join(words)):
        digits = str(n)
        if set(digits) - {"0", "1"}:
            raise Unknown
        value = int(digits, 2)
        terms = [rf"{d} \cdot 2^{{{len(digits) - 1 - k}}}" for k, d in enumerate(digits)]
        return Answer(
            q.say("base.title", n, 10),
            [Step(f"{digits}_2 = " + " + ".join(terms), q.say("base.places")), Step(f"= {value}")],
            str(value),
            "back again",
        )
    assert wanted is not None
    steps, rest, digits = [Step(f"{n}_{{10}}")], n, ""
    while rest:
        steps.append(
            Step(
                rf"{rest} = {rest // wanted} \cdot {wanted} + {'0123456789ABCDEF'[rest % wanted]}",
                q.say("base.divide", wanted) if rest == n else "",
            )
        )
        digits = "0123456789ABCDEF"[rest % wanted] + digits
        rest //= wanted
    digits = digits or "0"
    if len(steps) > 14:
        raise Ask(q.say("base.range"))
    steps.append(Step(rf"{n} = \mathrm{{{digits}}}_{{{wanted}}}", q.say("base.read")))
    assert int(digits, wanted) == n
    return Answer(q.say("base.title", n, wanted), steps, f"{n} = {digits} ({q.say('base')} {wanted})", "back again")


def modulo(q: Question) -> Answer:
    pieces = q.take(lambda p: re.fullmatch(r"-?\d+\s*%\s*\d+", p.text) is not None, 1)
    a, b = (int(x) for x in pieces[0].text.split("%")) if pieces else whole(q, 2, 0)
    if b == 0:
        raise Ask(q.say("divide.zero"))
    return Answer(
        q.say("modulo.title"),
        [Step(rf"{a} = {a // b} \cdot {b} + {a % b}", q.say("modulo.why", b, a)), Step(rf"{a} \bmod {b} = {a % b}")],
        str(a % b),
        "by multiplication",
    )


def choose(q: Question) -> Answer:
    n, k = whole(q, 2, 0)
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
