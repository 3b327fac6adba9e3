"""Sums as pupils write them: fractions, percent, long division, products, complex numbers."""

from __future__ import annotations

import ast
import re
from math import lcm
from typing import Any

from . import formulas
from .answer import Answer, Ask, Figure, Step, Unknown
from .formulas import tex, text
from .library import sp
from .question import Question, is_constant, meant, unjoined
from .reading import RECURRING, Piece
from .words import words


def calculate(q: Question) -> Answer:
    """A sum without variables, one operation after another."""
    pieces = q.take(is_constant, 1)
    if not pieces:
        raise Unknown
    tree = formulas.tree(pieces[0].text)
    if isinstance(tree, (ast.Constant, ast.Name)) or (isinstance(tree, ast.UnaryOp) and isinstance(tree.operand, ast.Constant)):
        raise Unknown
    value = formulas.expression(pieces[0].text)
    shown = formulas.Latex().of(tree)
    steps = [Step(shown)]
    if (parts := two_fractions(tree)) is not None:
        steps += fractions(q, *parts)
    elif value.has(sp.I) or sp.I in sp.preorder_traversal(value):
        steps += complex_product(q, value)
    else:
        steps += reduced(q, tree)
    if "^{\\circ}" in shown and value.has(sp.sin, sp.cos, sp.tan, sp.cot):
        return Answer(q.say("calculate.title"), [Step(shown), Step(r"\approx " + rounded(value), q.say("rounded"))],
                      f"≈ {rounded(value)}", "numerically")  # fmt: skip
    exact = sp.nsimplify(sp.expand_complex(value) if value.has(sp.I) else sp.simplify(value))
    if steps[-1].tex.lstrip("= ") != tex(exact):
        steps.append(Step("= " + tex(exact)))
    return finish(q, q.say("calculate.title"), steps, exact, text(value), value)


def finish(q: Question, title: str, steps: list[Step], exact: Any, asked: str, value: Any) -> Answer:
    result = text(exact)
    if "." in steps[0].tex and exact.is_Rational and terminates(exact):
        steps[-1] = Step("= " + decimal(exact), steps[-1].why)
        result = decimal(exact)
    elif exact.is_Rational and not exact.is_Integer or (exact.is_real and not exact.is_Rational):
        if exact.is_Rational and terminates(exact):
            steps.append(Step("= " + decimal(exact), q.say("as.decimal")))
        else:
            steps.append(Step(r"\approx " + rounded(exact), q.say("rounded")))
            result += f" ≈ {rounded(exact)}"
    if abs(sp.N(value - exact)) > 1e-9 * (1 + abs(sp.N(exact))):
        raise Unknown
    return Answer(title, steps, result, "numerically")


def terminates(value: Any) -> bool:
    q = value.q
    for prime in (2, 5):
        while q % prime == 0:
            q //= prime
    return q == 1 and value.q <= 10**8


def decimal(value: Any) -> str:
    places = max((sp.multiplicity(2, value.q), sp.multiplicity(5, value.q)))
    if places == 0:
        return str(value)
    shown = str(abs(value.p) * 10**places // value.q).rjust(places + 1, "0")
    return ("-" if value < 0 else "") + shown[: len(shown) - places] + "." + shown[len(shown) - places :]


def rounded(value: Any, digits: int = 5) -> str:
    shown = float(value.evalf(20))
    # SymPy's Float of five digits is cut to its bits: √3/2 became 0.86602.
    return f"{shown:.{digits}g}" if 1e-4 < abs(shown) < 1e12 else str(sp.Float(value.evalf(20), digits))


def two_fractions(tree: ast.expr) -> tuple[ast.operator, Any, Any] | None:
    if not isinstance(tree, ast.BinOp) or isinstance(tree.op, (ast.Pow, ast.Mod)):
        return None
    left, right = plain_fraction(tree.left), plain_fraction(tree.right)
    if left is None or right is None or left[1] == right[1] == 1:
        return None
    return tree.op, left, right


def plain_fraction(node: ast.expr) -> tuple[int, int] | None:
    if isinstance(node, ast.Constant) and node.kind and node.kind.isdigit():
        return int(node.kind), 1
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        if isinstance(node.left, ast.Constant) and isinstance(node.right, ast.Constant):
            if (node.left.kind or "").isdigit() and (node.right.kind or "").isdigit():
                return int(node.left.kind or 0), int(node.right.kind or 1)
    return None


def fractions(q: Question, operator: ast.operator, left: tuple[int, int], right: tuple[int, int]) -> list[Step]:
    (a, b), (c, d) = left, right
    if isinstance(operator, (ast.Add, ast.Sub)):
        sign, common = ("+", lcm(b, d)) if isinstance(operator, ast.Add) else ("-", lcm(b, d))
        over = a * (common // b), c * (common // d)
        total = over[0] + over[1] if sign == "+" else over[0] - over[1]
        return [
            Step(
                rf"= \frac{{{a} \cdot {common // b}}}{{{common}}} {sign} \frac{{{c} \cdot {common // d}}}{{{common}}}",
                q.say("common.denominator", common),
            ),
            Step(rf"= \frac{{{over[0]} {sign} {over[1]}}}{{{common}}}", q.say("add.numerators")),
            *lowest(q, total, common),
        ]
    if isinstance(operator, ast.Div):
        c, d = d, c
        first = [Step(rf"= \frac{{{a}}}{{{b}}} \cdot \frac{{{c}}}{{{d}}}", q.say("turn.divisor"))]
    else:
        first = []
    return [*first, Step(rf"= \frac{{{a} \cdot {c}}}{{{b} \cdot {d}}}", q.say("multiply.fractions")), *lowest(q, a * c, b * d)]


def lowest(q: Question, above: int, below: int) -> list[Step]:
    steps = [Step(rf"= \frac{{{above}}}{{{below}}}")]
    common = sp.igcd(above, below)
    if common > 1:
        steps.append(Step("= " + tex(sp.Rational(above, below)), q.say("cancel", common)))
    return steps


def complex_product(q: Question, value: Any) -> list[Step]:
    opened = sp.expand(value, complex=False)
    return [Step("= " + tex(sp.expand_complex(opened)), q.say("i.squared"))]


def reduced(q: Question, tree: ast.expr) -> list[Step]:
    """One operation after another, as the rules of order say; at most eight."""
    steps: list[Step] = []
    for _ in range(8):
        found = innermost(tree)
        if found is None:
            break
        node, why = found
        value = formulas.value(node)
        if not value.is_Rational:
            break
        new = number(value)
        tree = replaced(tree, node, new)
        steps.append(Step("= " + formulas.Latex().of(tree), q.say("order." + why)))
        if isinstance(tree, ast.Constant):
            break
    return steps if len(steps) < 8 else []


ORDER = {ast.Pow: "power", ast.Mult: "product", ast.Div: "product", ast.Add: "sum", ast.Sub: "sum", ast.Mod: "product"}


def number(value: Any) -> ast.expr:
    if value.is_Integer:
        made: ast.expr = ast.Constant(float(abs(value)), kind=str(abs(value.p)))
    else:
        made = ast.BinOp(
            ast.Constant(float(abs(value.p)), kind=str(abs(value.p))), ast.Div(), ast.Constant(float(value.q), kind=str(value.q))
        )
    return ast.UnaryOp(ast.USub(), made) if value < 0 else made


def innermost(tree: ast.expr) -> tuple[ast.expr, str] | None:
    """The operation that comes next: powers and functions first, then products, then sums, each from the left."""
    best: tuple[int, int, ast.expr, str] | None = None
    for depth, node in walk(tree, 0):
        if isinstance(node, ast.BinOp) and is_number(node.left) and is_number(node.right) and not is_fraction(node):
            why = ORDER[type(node.op)]
            rank = {"power": 0, "product": 1, "sum": 2}[why]
            if best is None or (-depth, rank) < (best[0], best[1]):
                best = (-depth, rank, node, why)
        if isinstance(node, ast.Call) and is_number(node.args[0]):
            if best is None or (-depth, 0) < (best[0], best[1]):
                best = (-depth, 0, node, "power")
    return (best[2], best[3]) if best else None


def walk(node: ast.AST, depth: int) -> list[tuple[int, ast.expr]]:
    out = [(depth, node)] if isinstance(node, ast.expr) else []
    for child in ast.iter_child_nodes(node):
        out += walk(child, depth + 1)
    return out


def is_number(node: ast.AST) -> bool:
    if isinstance(node, ast.UnaryOp):
        return is_number(node.operand)
    return isinstance(node, ast.Constant) or is_fraction(node)


def is_fraction(node: ast.AST) -> bool:
    """A fraction in lowest terms, which stays as it is."""
    if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)):
        return False
    if not (isinstance(node.left, ast.Constant) and isinstance(node.right, ast.Constant)):
        return False
    if "." in (node.left.kind or "") + (node.right.kind or ""):
        return False
    a, b = int(node.left.kind or 0), int(node.right.kind or 1)
    return b > 1 and sp.igcd(a, b) == 1


def replaced(tree: ast.expr, old: ast.expr, new: ast.expr) -> ast.expr:
    if tree is old:
        return new

    class Put(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> Any:
            return new if node is old else self.generic_visit(node)

    return Put().visit(tree)


def percent(q: Question) -> Answer:
    """15% of 80; 12 is what percent of 80; 12 is 15% of what; from 40 to 50; 80 plus or minus 15%."""
    rates = q.take(lambda p: re.fullmatch(r"[-+]?\s?\d+(\.\d+)?\s*%", p.text) is not None)
    bounds = None if rates else q.bounds()
    given = q.take(lambda p: is_constant(p) and not re.search(r"\d\s*[-+]", p.text))
    numbers = [formulas.expression(piece.text) for piece in given]
    if bounds is not None and not numbers:
        return change(q, *bounds)
    if len(rates) == 2 and len(numbers) == 1:
        return one_after_another(q, rates, numbers[0])
    if len(rates) == 1 and len(numbers) == 1:
        rate = formulas.expression(rates[0].text.lstrip("+").rstrip("% "))
        if rate < 0:
            return part_of(q, -rate, numbers[0], less=True)
        if asks_original(q, given[0]):
            return original(q, rate, numbers[0])
        return (
            whole_of(q, rate, numbers[0])
            if WHICH & set(rates[0].after[1:2]) and OF & set(rates[0].after[:1])
            else part_of(q, rate, numbers[0])
        )
    if not rates and len(numbers) == 2:
        if q.has("trade"):
            raise Unknown  # a profit is compared with the cost
        if unjoined(q.request.words) & (CHANGE | UP | DOWN):
            return change(q, *numbers)
        bases = [k for k, piece in enumerate(given) if piece.before[-1:] and piece.before[-1] in OF]
        if len(bases) != 1 and not unjoined(q.request.words) & SHARES:
            raise Unknown  # which of both is the whole is not said
        base = bases[0] if len(bases) == 1 else 1
        return share_of(q, numbers[1 - base], numbers[base])
    raise Unknown


def asks_original(q: Question, number: Piece) -> bool:
    """Whether what was there before the change is asked for: "after 20% off it costs 80, what was the original price"."""
    said = [k for k, word in enumerate(q.request.words) if word in ORIGINAL]
    if not said or ORIGINAL & set(number.before[-3:]):
        return False
    if not unjoined(q.request.words) & (UP | DOWN):
        raise Unknown  # whether it went up or down is not said
    return True


def original(q: Question, rate: Any, after: Any) -> Answer:
    words = unjoined(q.request.words)
    more, less = bool(words & UP), bool(words & DOWN)
    if more == less:
        raise Unknown
    share = 100 + rate if more else 100 - rate
    if share <= 0:
        raise Unknown
    base = after * 100 / share
    steps = [
        Step(rf"100\,\% {'+' if more else '-'} {tex(rate)}\,\% = {tex(share)}\,\%", q.say("percent.original")),
        Step(rf"{tex(share)}\,\% = {number_tex(after)}", q.say("story.named")),
        Step(rf"100\,\% = {number_tex(after)} \cdot \frac{{100}}{{{tex(share)}}} = {number_tex(base)}"),
        Step(rf"{number_tex(base)} \cdot {number_tex(share / 100)} = {number_tex(after)}\ \checkmark", q.say("check", "")),
    ]
    return Answer(q.say("percent.title"), steps, number_text(base), "by substitution")


def one_after_another(q: Question, rates: list[Piece], base: Any) -> Answer:
    """Two changes in percent: each is of what is there then."""
    value, steps = base, [Step(number_tex(base))]
    for piece in rates:
        rate = formulas.expression(piece.text.lstrip("+-").rstrip("% "))
        near = {*piece.before[-3:], *piece.after[:2]}
        more, less = bool(near & UP), bool(near & DOWN) or piece.text.startswith("-")
        if more == less:
            raise Unknown
        factor = 1 + rate / 100 if more else 1 - rate / 100
        new = value * factor
        steps.append(Step(rf"{number_tex(value)} \cdot {number_tex(factor)} = {number_tex(new)}", q.say("percent.after")))
        value = new
    return Answer(q.say("percent.title"), steps, number_text(value), "numerically")


def part_of(q: Question, rate: Any, base: Any, less: bool = False) -> Answer:
    words = unjoined(q.request.words)
    extra = words & TIPS and not words & ALL_IN  # a tip or tax by itself
    if (
        not words & (UP | DOWN | TIPS)
        and words & PRICES
        and not any(piece.after[:1] and piece.after[0] in OF for piece in q.request.pieces)
    ):
        raise Unknown  # a price that changes in a way that no word of ours says
    if q.request.words[-1:] and q.request.words[-1] in WHICH and words & THAN:
        raise Unknown  # "20 is 50% more than what"
    more, less = bool(words & UP) and not extra and not less, less or bool(words & DOWN)
    part = rate * base / 100
    steps = [
        Step(rf"{tex(rate)}\% = \frac{{{tex(rate)}}}{{100}}", q.say("percent.means")),
        Step(rf"\frac{{{tex(rate)}}}{{100}} \cdot {tex(base)} = {number_tex(part)}", q.say("percent.of")),
    ]
    if more or less:
        if more and less:
            raise Unknown
        total = base + part if more else base - part
        steps.append(Step(f"{tex(base)} {'+' if more else '-'} {number_tex(part)} = {number_tex(total)}", q.say("percent.change")))
        part = total
    return Answer(q.say("percent.title"), steps, number_text(part), "numerically")


def whole_of(q: Question, rate: Any, part: Any) -> Answer:
    if rate == 0:
        raise Ask(q.say("divide.zero"))
    base = part * 100 / rate
    steps = [
        Step(rf"\frac{{{tex(rate)}}}{{100}} \cdot x = {tex(part)}", q.say("percent.means")),
        Step(rf"x = {tex(part)} \cdot \frac{{100}}{{{tex(rate)}}} = {number_tex(base)}", q.say("divide.by", f"{rate}/100")),
        Step(rf"\frac{{{tex(rate)}}}{{100}} \cdot {number_tex(base)} = {tex(part)} \ \checkmark", q.say("check", "")),
    ]
    return Answer(q.say("percent.title"), steps, number_text(base), "by substitution")


def share_of(q: Question, part: Any, base: Any) -> Answer:
    if base == 0:
        raise Ask(q.say("divide.zero"))
    share = part / base * 100
    steps = [
        Step(rf"\frac{{{tex(part)}}}{{{tex(base)}}} = {number_tex(part / base)}", q.say("percent.share")),
        Step(rf"{number_tex(part / base)} \cdot 100 = {number_tex(share)}\%"),
    ]
    return Answer(q.say("percent.title"), steps, number_text(share) + "%", "numerically")


def change(q: Question, old: Any, new: Any) -> Answer:
    if old == 0:
        raise Ask(q.say("divide.zero"))
    share = (new - old) / old * 100
    steps = [
        Step(f"{tex(new)} - {tex(old)} = {number_tex(new - old)}", q.say("percent.difference")),
        Step(rf"\frac{{{number_tex(new - old)}}}{{{tex(old)}}} = {number_tex((new - old) / old)}", q.say("percent.old")),
        Step(rf"{number_tex((new - old) / old)} \cdot 100\,\% = {number_tex(share)}\,\%"),
    ]
    return Answer(q.say("percent.title"), steps, ("+" if share > 0 else "") + number_text(share) + "%", "numerically")


def convert(q: Question) -> Answer:
    """A fraction as a decimal or in percent, a decimal as a fraction."""
    if q.pieces() and any("%" in p.text for p in q.pieces()):
        value, given = percent_value(q)
    else:
        pieces = q.take(is_constant, 1)
        if not pieces:
            raise Unknown
        value, given = formulas.expression(pieces[0].text), formulas.written(pieces[0].text)
    said = " ".join(q.request.words)
    if not value.is_Rational or not any(w in said for w in TARGETS):
        raise Unknown
    if any(w in said for w in ("fraction", "fraccion", "bruch", "كسر", "भिन्न", "分数")):
        places = (
            value.q
            if value.is_Integer
            else 10 ** max(sp.multiplicity(2, value.q), sp.multiplicity(5, value.q))
            if terminates(value)
            else value.q
        )
        steps = [Step(given), *lowest(q, int(value * places), int(places))]
        return Answer(q.say("calculate.title"), steps, text(value), "numerically")
    if any(w in said for w in ("percent", "pourcent", "porcentaje", "prozent")):
        steps = [
            Step(given),
            Step(rf"{given} = {number_tex(value)}", q.say("as.decimal")),
            Step(rf"{number_tex(value)} \cdot 100\,\% = {number_tex(value * 100)}\,\%", q.say("percent.means")),
        ]
        return Answer(q.say("percent.title"), steps, number_text(value * 100) + "%", "numerically")
    shown = (
        decimal(value) if terminates(value) and not value.is_Integer else number_text(value) if value.is_Integer else "≈ " + rounded(value)
    )
    sign = "=" if terminates(value) else r"\approx"
    steps = [Step(given), Step(rf"{value.p} \div {value.q} {sign} {shown.lstrip('≈ ')}", q.say("as.decimal"))]
    return Answer(q.say("calculate.title"), steps, shown, "numerically")


def recurring(q: Question) -> Answer:
    """A decimal whose digits repeat for ever, as a fraction."""
    found = re.findall(RECURRING, q.request.said.replace(",", "."))
    pieces = q.take(lambda p: re.fullmatch(r"\d+\.\d+", p.text.strip(" .…")) is not None)
    if len(found) != 1 or len(pieces) != 1:
        raise Unknown
    whole, before, block = found[0]
    a, b = 10 ** (len(before) + len(block)), 10 ** len(before)
    high, low = int(whole + before + block), int(whole + before)
    value = sp.Rational(high - low, a - b)
    written = rf"{whole}.{before}\overline{{{block}}}"
    lines = [
        Step(rf"x = {written}", q.say("recurring.named")),
        Step(rf"{a}\,x = {high}.\overline{{{block}}}" + (rf",\quad {b}\,x = {low}.\overline{{{block}}}" if b > 1 else "")),
        Step(rf"{a - b}\,x = {high} - {low} = {high - low}", q.say("recurring.subtract")),
        Step(rf"x = \frac{{{high - low}}}{{{a - b}}}" + (f" = {tex(value)}" if value.q != a - b else "")),
    ]
    return Answer(q.say("recurring.title"), lines, text(value), "by division")


def percent_value(q: Question) -> tuple[Any, str]:
    (piece,) = q.take(lambda p: re.fullmatch(r"\d+(\.\d+)?\s*%", p.text) is not None, 1)
    number = piece.text.rstrip("% ")
    return formulas.expression(number) / 100, rf"{number}\,\%"


SHARES = words("shares")
TARGETS = ("fraction", "fraccion", "bruch", "كسر", "भिन्न", "分数", "percent", "pourcent", "porcentaje", "prozent", "decimal", "dezimal")
WHICH = words("which")
THAN = words("than")
CHANGE = words("differs")
OF = words("of")
UP = words("up")
ORIGINAL = words("original")
PRICES = words("prices")
DOWN = words("down")
TIPS = words("tips")
ALL_IN = words("allin")


def number_tex(value: Any) -> str:
    if value.is_Integer:
        return tex(value)
    if value.is_Rational:
        return decimal(value) if terminates(value) else tex(value)
    return rounded(value)


def number_text(value: Any) -> str:
    if value.is_Integer:
        return str(value)
    if value.is_Rational:
        return decimal(value) if terminates(value) else f"{text(value)} ≈ {rounded(value)}"
    return "≈ " + rounded(value)


def two_whole(q: Question) -> tuple[int, int]:
    numbers = q.numbers(2)
    if len(numbers) != 2 or not all(n.is_Integer for n in numbers):
        raise Unknown
    return int(numbers[0]), int(numbers[1])


def long_division(q: Question) -> Answer:
    """Digit by digit."""
    pieces = [p for p in q.pieces() if re.fullmatch(r"\d+\s*/\s*\d+", p.text)]
    if pieces:
        pieces[0].used = True
        above, below = (int(part) for part in pieces[0].text.split("/"))
    else:
        above, below = two_whole(q)
    if below == 0:
        raise Ask(q.say("divide.zero"))
    if above < 0 or below < 0 or above >= 10**10:
        raise Ask(q.say("division.range"))
    steps, rest, quotient = [Step(rf"{above} \div {below}")], 0, ""
    for digit in str(above):
        take = rest * 10 + int(digit)
        times = take // below
        if times or quotient:
            quotient += str(times)
            steps.append(Step(rf"{take} = {times} \cdot {below} + {take - times * below}", q.say("division.step", below, take, times)))
        rest = take - times * below
    quotient = quotient or "0"
    steps.append(Step(rf"{above} = {below} \cdot {quotient}" + (f" + {rest}" if rest else ""), q.say("division.check")))
    assert below * int(quotient) + rest == above
    if len(steps) > 12:
        raise Ask(q.say("division.range"))
    return Answer(
        q.say("division.title", above, below),
        steps,
        f"{above} ÷ {below} = {quotient}" + (f", {q.say('remainder')} {rest}" if rest else ""),
        "by multiplication",
    )


def long_product(q: Question) -> Answer:
    """Two whole numbers by their places, with the area model beside it."""
    pieces = q.take(is_constant)
    factors = [formulas.expression(p.text) for p in pieces]
    if len(factors) < 2:
        for piece in pieces:
            piece.used = False
        return calculate(q)
    if len(factors) > 2 or not all(f.is_Integer and 0 <= f < 10**6 for f in factors):
        product = sp.prod(factors)
        shown = r" \cdot ".join(tex(f) if f >= 0 else f"({tex(f)})" for f in factors)
        return Answer(q.say("product.title"), [Step(f"{shown} = {number_tex(product)}")], number_text(product), "numerically")
    if len(pieces[1].before) > 2 or any(meant(word, "equals") for word in pieces[1].before):
        raise Unknown  # "3 times as old as Ben in 10 years" is no product
    a, b = (int(f) for f in factors)
    parts = [[int(d) * 10 ** (len(str(n)) - 1 - k) for k, d in enumerate(str(n)) if d != "0"] or [0] for n in (a, b)]
    sums = [" + ".join(str(p) for p in part) for part in parts]
    grid = [x * y for x in parts[0] for y in parts[1]]
    steps = [Step(rf"{a} \cdot {b} = ({sums[0]})({sums[1]})", q.say("product.places"))]
    steps += [Step(rf"{x} \cdot {y} = {x * y}") for x in parts[0] for y in parts[1]][:9]
    steps.append(Step(" + ".join(str(g) for g in grid) + f" = {a * b}", q.say("product.sum")))
    return Answer(
        q.say("product.title"), steps, f"{a} × {b} = {a * b}", "numerically", Figure("area", {"rows": parts[0], "columns": parts[1]})
    )
