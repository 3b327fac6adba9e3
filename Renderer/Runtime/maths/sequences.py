"""Arithmetic and geometric sequences and their sums, sums with a running index, and proofs by induction of the common ones."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from . import forms, formulas
from .answer import Answer, Ask, Step, Unknown
from .arithmetic import number_tex, number_text
from .formulas import tex, text
from .library import sp
from .question import Question

MOST = 10**6
NTH = re.compile(r"(\d+)\s*(?:st|nd|rd|th|eme|e|er|ten|te|\.|º|°)?\s*(?:first|terms?|termes?|terminos?|glied\w*|पद|项)?$")


def listed(q: Question) -> list[Any]:
    """The numbers that stand side by side with nothing but commas between them."""
    best: list[Any] = []
    run: list[Any] = []
    for piece in q.pieces():
        if not piece.number or piece.before:
            run = []
        if piece.number:
            run.append(piece)
            best = list(run) if len(run) > len(best) else best
    for piece in best:
        piece.used = True
    return [formulas.expression(piece.text) for piece in best]


def place(q: Question) -> int | None:
    """Which term, or how many, is asked for: "10th term", "first 20 terms", "n = 10"."""
    for piece in q.pieces():
        found = re.fullmatch(r"(?:n\s*=\s*)?(\d+)", piece.text)
        if found:
            piece.used = True
            return int(found[1])
    return None


def sequence(q: Question) -> Answer:
    """The next term, the n-th term, or a sum of the terms of a sequence that was begun."""
    values = listed(q)
    if len(values) < 3:
        raise Unknown
    n = place(q)
    if n is not None and not 1 <= n <= MOST:
        raise Ask(q.say("sequence.range"))
    step, ratio = values[1] - values[0], values[1] / values[0] if values[0] != 0 else None
    if all(b - a == step for a, b in pairwise(values)):
        return arithmetic(q, values, step, n)
    if ratio is not None and all(a != 0 and b / a == ratio for a, b in pairwise(values)):
        return geometric(q, values, ratio, n)
    raise Ask(q.say("sequence.neither"))


def arithmetic(q: Question, values: list[Any], d: Any, n: int | None) -> Answer:
    first, k = values[0], sp.Symbol("n")
    law = sp.expand(first + (k - 1) * d)
    steps = [Step(rf"{number_tex(values[1])} - {number_tex(first)} = {number_tex(d)}", q.say("sequence.difference"))]
    if (q.word(*SUMS) or q.says("summed")) and n is not None:
        last = first + (n - 1) * d
        total = n * (first + last) / 2
        steps.append(
            Step(rf"a_{{{n}}} = {number_tex(first)} + {n - 1} \cdot ({number_tex(d)}) = {number_tex(last)}", q.say("sequence.term"))
        )
        steps.append(Step(rf"S_{{{n}}} = \frac{{{n} \cdot ({number_tex(first)} + {number_tex(last)})}}{{2}}", q.say("sequence.pairs")))
        steps.append(Step(f"= {number_tex(total)}"))
        return Answer(q.say("sequence.title"), steps, f"S({n}) = {number_text(total)}", "by a second sum")
    if n is not None and not q.word(*NEXT):
        value = first + (n - 1) * d
        steps.append(Step(r"a_n = a_1 + (n - 1) \cdot d", q.say("sequence.term")))
        steps.append(Step(rf"a_{{{n}}} = {number_tex(first)} + {n - 1} \cdot ({number_tex(d)}) = {number_tex(value)}"))
        return Answer(q.say("sequence.title"), steps, f"a({n}) = {number_text(value)}", "term by term")
    steps.append(Step(f"a_n = {tex(law)}", q.say("sequence.term")))
    return following(q, values, steps, text(law), values[-1] + d)


def geometric(q: Question, values: list[Any], r: Any, n: int | None) -> Answer:
    first = values[0]
    steps = [Step(rf"{number_tex(values[1])} \div {number_tex(first)} = {tex(r)}", q.say("sequence.ratio"))]
    if q.word(*SUMS) or q.says("summed"):
        if n is None:
            return endless(q, first, r, steps)
        total = first * (1 - r**n) / (1 - r) if r != 1 else first * n
        steps.append(Step(rf"S_{{{n}}} = a_1 \cdot \frac{{1 - r^{{{n}}}}}{{1 - r}}", q.say("sequence.geometric")))
        steps.append(Step(f"= {tex(total)}"))
        return Answer(q.say("sequence.title"), steps, f"S({n}) = {text(total)}", "by a second sum")
    if n is not None and not q.word(*NEXT):
        if n > 500:
            raise Ask(q.say("sequence.range"))
        value = first * r ** (n - 1)
        steps.append(Step(r"a_n = a_1 \cdot r^{n - 1}", q.say("sequence.term")))
        steps.append(Step(rf"a_{{{n}}} = {tex(first)} \cdot \left({tex(r)}\right)^{{{n - 1}}} = {tex(value)}"))
        return Answer(q.say("sequence.title"), steps, f"a({n}) = {text(value)}", "term by term")
    steps.append(Step(rf"a_n = {tex(first)} \cdot \left({tex(r)}\right)^{{n - 1}}", q.say("sequence.term")))
    return following(q, values, steps, f"{text(first)}·({text(r)})^(n − 1)", values[-1] * r)


def following(q: Question, values: list[Any], steps: list[Step], law: str, after: Any) -> Answer:
    steps.append(Step(", ".join(number_tex(v) for v in values) + rf",\ \boxed{{{number_tex(after)}}}", q.say("sequence.next")))
    return Answer(q.say("sequence.title"), steps, f"a(n) = {law}; {q.say('sequence.next')}: {number_text(after)}", "term by term")


def endless(q: Question, first: Any, r: Any, steps: list[Step]) -> Answer:
    if abs(r) >= 1:
        steps.append(Step(rf"|r| = {tex(abs(r))} \ge 1", q.say("diverges")))
        return Answer(q.say("sequence.title"), steps, q.say("diverges"), "by limits")
    total = first / (1 - r)
    steps.append(Step(rf"S = \frac{{a_1}}{{1 - r}} = \frac{{{tex(first)}}}{{1 - {tex(r)}}}", q.say("sequence.endless")))
    steps.append(Step(f"= {tex(total)}"))
    return Answer(q.say("sequence.title"), steps, text(total), "by limits")


SUMS = ("sum", "somme", "suma", "suman", "somam", "summe", "add", "total", "和", "مجموع", "योग", "soma", "somma", "сумма", "series")
NEXT = ("next", "suivant", "siguiente", "nachste", "التالي", "अगला", "अगली", "continue")


def series_of_terms(q: Question) -> Answer:
    """1 + 1/2 + 1/4 + ..., which is written as one formula."""
    pieces = q.take(lambda p: p.text.count("+") >= 2 and not re.search(r"[a-z=]", p.text), 1)
    if not pieces or "..." not in q.request.said.replace("…", "..."):
        raise Unknown
    values = [formulas.expression(part) for part in pieces[0].text.split("+") if part.strip(" .")]
    if len(values) < 3:
        raise Unknown
    ratio, step = values[1] / values[0], values[1] - values[0]
    if all(b / a == ratio for a, b in pairwise(values)):
        return endless(
            q, values[0], ratio, [Step(" + ".join(map(tex, values)) + r" + \dots"), Step(f"r = {tex(ratio)}", q.say("sequence.ratio"))]
        )
    if step != 0 and all(b - a == step for a, b in pairwise(values)):
        return Answer(
            q.say("sequence.title"),
            [Step(" + ".join(map(tex, values)) + r" + \dots"), Step(f"d = {tex(step)}", q.say("diverges"))],
            q.say("diverges"),
            "by limits",
        )
    raise Ask(q.say("sequence.neither"))


def finite(q: Question) -> Answer:
    """1 + 2 + 3 + ... + 50."""
    found = re.search(r"((?:-?[\d/]+\s*\+\s*){2,})(?:\.\.\.|…)\s*\+\s*(-?[\d/]+)\W*$", q.request.said)
    if not found:
        raise Unknown
    values = [formulas.expression(part) for part in found[1].split("+") if part.strip()]
    last, d = formulas.expression(found[2]), values[1] - values[0]
    if d == 0 or any(b - a != d for a, b in pairwise(values)):
        raise Ask(q.say("sequence.neither"))
    n = (last - values[0]) / d + 1
    if not (n.is_Integer and 1 < n <= MOST):
        raise Ask(q.say("sequence.neither"))
    for piece in q.pieces():
        piece.used = True
    total = n * (values[0] + last) / 2
    steps = [
        Step(" + ".join(map(number_tex, values)) + rf" + \dots + {number_tex(last)}"),
        Step(rf"n = \frac{{{number_tex(last)} - {number_tex(values[0])}}}{{{number_tex(d)}}} + 1 = {n}", q.say("sequence.difference")),
        Step(rf"S = \frac{{{n} \cdot ({number_tex(values[0])} + {number_tex(last)})}}{{2}} = {number_tex(total)}", q.say("sequence.pairs")),
    ]
    return Answer(q.say("sequence.title"), steps, number_text(total), "by a second sum")


def running(q: Question) -> Answer:
    """\\sum_{k=1}^{10} k^2, and the sum of the whole numbers from A to B."""
    found = re.search(
        r"(?:\\sum|∑|Σ)\s*_?\s*\{?\(?\s*([a-z])\s*=\s*(-?\d+)\s*\}?\)?\s*\^?\s*\{?\(?\s*(-?\w+|∞|\\infty)\s*\}?\)?\s*(.+?)\s*[$?.]*$",
        forms.unified(q.request.said),
    )
    if found:
        k, low, high = sp.Symbol(found[1]), int(found[2]), formulas.expression(found[3].replace("\\infty", "inf").replace("infty", "inf"))
        term, shown = formulas.expression(found[4]), formulas.written(found[4])
        for piece in q.pieces():
            piece.used = True
    else:
        bounds = q.bounds()
        if bounds is None or q.pieces() or not q.word(*NUMBERS):
            raise Unknown
        k, (low, high) = sp.Symbol("k"), bounds
        term, shown = k, "k"
        if q.word("odd", "even", "impairs", "pairs", "impares", "pares", "ungeraden", "geraden", "squares", "cubes", "prime"):
            raise Unknown
    if high != sp.oo and not (high.is_Integer and low <= high <= MOST) or term.free_symbols - {k}:
        raise Ask(q.say("sequence.range"))
    return added(q, k, low, high, term, shown)


def first_numbers(q: Question) -> Answer:
    """The sum of the first n whole, even or odd numbers, and in Chinese from A to B."""
    numbers = q.numbers()
    even, odd = q.says("even"), q.says("odd")
    if not (q.says("summed") or q.word(*SUMS)) or any(not n.is_Integer or n < 1 for n in numbers) or even and odd:
        raise Unknown
    k = sp.Symbol("k")
    if len(numbers) == 2 and not even and not odd and any("到" in word for word in q.request.words):
        return added(q, k, numbers[0], numbers[1], k, "k")
    if len(numbers) != 1 or not q.says("firsts") or q.says("primes") or q.says("squared"):
        raise Unknown
    n = numbers[0]
    if n > MOST:
        raise Ask(q.say("sequence.range"))
    term = 2 * k if even else 2 * k - 1 if odd else k
    return added(q, k, sp.Integer(1), n, term, tex(term))


NUMBERS = ("numbers", "number", "integers", "nombres", "entiers", "numeros", "zahlen", "الأعداد", "الاعداد", "संख्याओं")


def added(q: Question, k: Any, low: Any, high: Any, term: Any, shown: str) -> Answer:
    value = sp.simplify(sp.summation(term, (k, low, high)))
    if value.has(sp.Sum):
        raise Ask(q.say("form.cannot"))
    law = rf"\sum_{{{k}={low}}}^{{{tex(high)}}} {shown}"
    if not value.is_finite:
        return Answer(q.say("sequence.title"), [Step(law), Step(r"= \infty", q.say("diverges"))], q.say("diverges"), "by limits")
    steps = [Step(law)]
    if high != sp.oo:
        first = [term.subs(k, j) for j in range(int(low), min(int(low) + 3, int(high) + 1))]
        if high - low > 3:
            steps.append(Step("= " + " + ".join(map(tex, first)) + rf" + \dots + {tex(term.subs(k, high))}"))
        n = sp.Symbol("n")
        closed = sp.factor(sp.summation(term, (k, low, n)))
        if not closed.has(sp.Sum):
            steps.append(Step(rf"\sum_{{{k}={low}}}^{{n}} {shown} = {tex(closed)}", q.say("sequence.closed")))
        if high - low <= 2000 and sp.simplify(sum((term.subs(k, j) for j in range(int(low), int(high) + 1)), sp.Integer(0)) - value) != 0:
            raise Unknown
    steps.append(Step(f"= {tex(value)}"))
    return Answer(q.say("sequence.title"), steps, text(value), "by a second sum")


def induction(q: Question) -> Answer:
    """A sum whose closed form is to be proved for all n."""
    k, n = sp.Symbol("k", integer=True, positive=True), sp.Symbol("n", integer=True, positive=True)
    term = summand(q, k)
    if term is None:
        raise Unknown
    closed = sp.factor(sp.summation(term, (k, 1, n)))
    for piece in q.pieces():
        if "=" in piece.text:
            claimed = formulas.expression(piece.text.split("=")[-1]).subs(sp.Symbol("n"), n)
            if sp.simplify(claimed - closed) != 0:
                raise Ask(q.say("induction.false", text(closed)))
        piece.used = True
    after = sp.factor(closed.subs(n, n + 1))
    first = term.subs(k, 1)
    if sp.simplify(closed + term.subs(k, n + 1) - after) != 0 or closed.subs(n, 1) != first:
        raise Unknown
    following_term = tex(sp.factor(term.subs(k, n + 1)))
    following_term = rf"\left({following_term}\right)" if sp.factor(term.subs(k, n + 1)).is_Add else following_term
    steps = [
        Step(rf"\sum_{{k=1}}^{{n}} {bracket(term)} = {tex(closed)}", q.say("induction.claim")),
        Step(rf"n = 1: \quad {tex(first)} = {tex(closed.subs(n, 1))} \ \checkmark", q.say("induction.first")),
        Step(rf"\sum_{{k=1}}^{{n+1}} {bracket(term)} = {tex(closed)} + {following_term}", q.say("induction.step")),
        Step(rf"= {tex(after)}", q.say("factorise")),
        Step(r"n \to n + 1 \ \checkmark", q.say("induction.end")),
    ]
    return Answer(q.say("induction.title"), steps, rf"{text(sum_name(term))} = {text(closed)}", "by induction")


def bracket(term: Any) -> str:
    return rf"\left({tex(term)}\right)" if term.is_Add else tex(term)


def sum_name(term: Any) -> Any:
    return sp.Symbol("∑ " + text(term))


def summand(q: Question, k: Any) -> Any | None:
    """What is added up, from the words or from the first terms and the last."""
    words = set(q.request.words)
    if words & {"odd", "impairs", "impares", "ungeraden"}:
        return 2 * k - 1
    if words & {"even", "pairs", "pares", "geraden"}:
        return 2 * k
    if words & {"squares", "carres", "cuadrados", "quadrate", "quadratzahlen"}:
        return k**2
    if words & {"cubes", "cubos", "kubikzahlen"}:
        return k**3
    whole = (
        q.request.said.replace("…", "...")
        .replace("²", "^2")
        .replace("³", "^3")
        .replace("·", "")
        .replace("\\ldots", "...")
        .replace("\\dots", "...")
    )
    left = re.search(r"((?:[\w^*()]+\s*\+\s*){2,})\.\.+\s*\+\s*([^=]+?)\s*=", whole) or re.search(
        r"((?:[\w^*()]+\s*\+\s*)+)\.\.+\s*\+\s*([^=]+?)\s*=", whole
    )
    if not left:
        return None
    last = formulas.expression(left[2]).subs(sp.Symbol("n"), k)
    given = [formulas.expression(part) for part in left[1].split("+") if part.strip()]
    if last.free_symbols != {k} or any(sp.simplify(last.subs(k, j + 1) - v) != 0 for j, v in enumerate(given)):
        return None
    return last
