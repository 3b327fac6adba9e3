"""Formulas as people write them, as exact expressions of SymPy and as LaTeX in the form in which they were written.

Nothing is evaluated as Python.
"""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Callable
from typing import Any

from notation.reader import Reader, plain
from notation.unreadable import Unreadable

from .library import sp

MOST_CHARACTERS, MOST_PARTS, MOST_POWER = 400, 200, 10_000
FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "sin": sp.sin,
    "cos": sp.cos,
    "tan": sp.tan,
    "cot": sp.cot,
    "sec": sp.sec,
    "csc": sp.csc,
    "asin": sp.asin,
    "acos": sp.acos,
    "atan": sp.atan,
    "arcsin": sp.asin,
    "arccos": sp.acos,
    "arctan": sp.atan,
    "sinh": sp.sinh,
    "cosh": sp.cosh,
    "tanh": sp.tanh,
    "exp": sp.exp,
    "ln": sp.log,
    "log": lambda x: sp.log(x, 10),
    "log2": lambda x: sp.log(x, 2),
    "lg": lambda x: sp.log(x, 10),
    "sqrt": sp.sqrt,
    "cbrt": sp.cbrt,
    "abs": sp.Abs,
    "factorial": sp.factorial,
}
# What they are called in other languages.
OTHER_NAMES = {
    "sen": "sin",
    "tg": "tan",
    "ctg": "cot",
    "cotg": "cot",
    "arctg": "arctan",
    "racine": "sqrt",
    "raiz": "sqrt",
    "wurzel": "sqrt",
}
CONSTANTS: dict[str, Any] = {"pi": sp.pi, "e": sp.E, "i": sp.I, "inf": sp.oo, "infinity": sp.oo, "oo": sp.oo, "tau": 2 * sp.pi}
VARIABLES = frozenset("abcdfghjklmnopqrstuvwxyz") | frozenset("ABCDEFGHKLMNPQRSTUVWXYZ") | {"theta", "alpha", "beta", "phi", "lambda"}
NAMES = frozenset(FUNCTIONS) | frozenset(OTHER_NAMES)


class Formula(Reader):
    """Adds factorials and degrees."""

    def atom(self) -> ast.expr:
        left = super().atom()
        while self.peek() in ("!", "°"):
            left = ast.Call(ast.Name("factorial"), [left], []) if self.next() == "!" else degrees(left)
        return left


def degrees(angle: ast.expr) -> ast.expr:
    return ast.Call(ast.Name("degrees"), [angle], [])


def tree(text: str) -> ast.expr:
    """The syntax tree of a formula. Unreadable where it is none, or too long."""
    text = plain(text)
    for name, here in OTHER_NAMES.items():
        if name in text:
            text = text if name == "tg" else text.replace(name, here)
    if not 0 < len(text) <= MOST_CHARACTERS:
        raise Unreadable(f"A formula has 1 to {MOST_CHARACTERS} characters.")
    text = text.replace("°", " ° ").replace("∞", " oo ")
    try:
        found = Formula(text, NAMES, frozenset(CONSTANTS), VARIABLES).whole()
    except (SyntaxError, ValueError, RecursionError, MemoryError, IndexError):
        raise Unreadable(f"'{text}' is not a formula.") from None
    if sum(1 for _ in ast.walk(found)) > MOST_PARTS:
        raise Unreadable("The formula has too many parts.")
    return found


def value(node: ast.AST) -> Any:
    """The exact expression of a tree. Unreadable for a name that is not known, or a power that is too large to write out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return sp.Rational(node.kind or str(node.value))
    if isinstance(node, ast.Name):
        if node.id in CONSTANTS:
            return CONSTANTS[node.id]
        if node.id in VARIABLES:
            return sp.Symbol(node.id)
        raise Unreadable(f"'{node.id}' is not known.")
    if isinstance(node, ast.UnaryOp):
        inside = value(node.operand)
        return -inside if isinstance(node.op, ast.USub) else inside
    if isinstance(node, ast.BinOp):
        return operation(node.op, value(node.left), value(node.right))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) == 1:
        inside = value(node.args[0])
        if node.func.id == "degrees":
            return inside * sp.pi / 180
        if node.func.id == "factorial" and inside.is_number and not (inside.is_integer and 0 <= inside <= 2000):
            raise Unreadable("A factorial is of a whole number from 0 to 2000.")
        return FUNCTIONS[node.func.id](inside)
    raise Unreadable("This is not a formula.")


def operation(operator: ast.operator, left: Any, right: Any) -> Any:
    if isinstance(operator, ast.Add):
        return left + right
    if isinstance(operator, ast.Sub):
        return left - right
    if isinstance(operator, ast.Mult):
        return left * right
    if isinstance(operator, ast.Div):
        if right == 0:
            raise ZeroDivisionError
        return left / right
    if isinstance(operator, ast.Mod):
        return sp.Mod(left, right)
    if right.is_number and right.is_real and abs(right) > MOST_POWER:
        raise Unreadable("That power is too large.")
    if left.is_number and right.is_number and right.is_integer and left.is_Rational:
        digits = abs(right) * sp.log(max(abs(left.p), left.q, 2), 10)
        if digits > 2000:
            raise Unreadable("That power has too many digits to be written out.")
    return left**right


@functools.lru_cache(maxsize=1024)
def expression(text: str) -> Any:
    """The exact expression that a text stands for. Each solver that is tried asks for it again."""
    return value(tree(text))


class Latex:
    """A tree as LaTeX, in the form in which it was written."""

    def of(self, node: ast.AST, above: int = 0) -> str:
        text, level = self.part(node)
        return rf"\left({text}\right)" if level < above else text

    def part(self, node: ast.AST) -> tuple[str, int]:
        """The LaTeX and how strongly its outermost operator binds: 1 sum, 2 product, 3 sign, 4 power, 5 atom."""
        if isinstance(node, ast.Constant):
            return (node.kind or str(node.value)), 5
        if isinstance(node, ast.Name):
            return NAMED.get(node.id, node.id), 5
        if isinstance(node, ast.UnaryOp):
            return ("-" if isinstance(node.op, ast.USub) else "") + self.of(node.operand, 3), 1
        if isinstance(node, ast.BinOp):
            return self.operation(node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return self.call(node.func.id, node.args[0])
        raise Unreadable("This is not a formula.")

    def operation(self, node: ast.BinOp) -> tuple[str, int]:
        left, right, operator = node.left, node.right, node.op
        if isinstance(operator, (ast.Add, ast.Sub)):
            sign = " + " if isinstance(operator, ast.Add) else " - "
            return self.of(left, 1) + sign + self.of(right, 2), 1
        if isinstance(operator, ast.Div):
            return rf"\frac{{{self.of(left)}}}{{{self.of(right)}}}", 4
        if isinstance(operator, ast.Mod):
            return self.of(left, 2) + r" \bmod " + self.of(right, 3), 2
        if isinstance(operator, ast.Pow):
            return f"{self.of(left, 5)}^{{{self.of(right)}}}", 4
        one, other = self.of(left, 2), self.of(right, 3)
        dotted = other[:1].isdigit() or other.startswith((r"\frac", "-"))
        return one + (r" \cdot " if dotted else r" \," if other[:1].isalpha() and one[-1:].isalpha() else " ") + other, 2

    def call(self, name: str, argument: ast.AST) -> tuple[str, int]:
        inside = self.of(argument)
        if name == "sqrt":
            return rf"\sqrt{{{inside}}}", 5
        if name == "cbrt":
            return rf"\sqrt[3]{{{inside}}}", 5
        if name == "abs":
            return rf"\left|{inside}\right|", 5
        if name == "factorial":
            return self.of(argument, 5) + "!", 5
        if name == "degrees":
            return self.of(argument, 5) + r"^{\circ}", 5
        if name == "exp":
            return f"e^{{{inside}}}", 4
        if name == "log2":
            return rf"\log_2\left({inside}\right)", 4
        known = {"asin": "arcsin", "acos": "arccos", "atan": "arctan", "lg": "log"}.get(name, name)
        return rf"\{known}\left({inside}\right)", 4


NAMED = {
    "pi": r"\pi",
    "tau": r"\tau",
    "inf": r"\infty",
    "infinity": r"\infty",
    "oo": r"\infty",
    "theta": r"\theta",
    "alpha": r"\alpha",
    "beta": r"\beta",
    "phi": r"\varphi",
    "lambda": r"\lambda",
}


def written(text: str) -> str:
    """A formula as LaTeX in the person's own form."""
    return Latex().of(tree(text))


def tex(expr: Any) -> str:
    """An expression as LaTeX, as school books write it."""
    return sp.latex(expr, ln_notation=True, inv_trig_style="full", imaginary_unit="i", mul_symbol=None, fold_short_frac=False)


RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def text(expr: Any) -> str:
    """An expression on one line, for a chat."""
    shown = sp.sstr(expr, full_prec=False).replace("**", "^").replace("log(", "ln(").replace("oo", "∞")
    shown = shown.replace("sqrt(", "√(").replace("pi", "π").replace("*", "·").replace("I", "i").replace("E", "e")
    shown = re.sub(r"\^(\d+)(?![\d.])|\^\((-?\d+)\)", lambda found: (found[1] or found[2]).translate(RAISED), shown)
    shown = re.sub(r"(?<![\w.⁰-⁹])(\d+)·(?=[a-zπ√(])", r"\1", shown)
    shown = re.sub(r"Abs\(([^()]*)\)", r"|\1|", shown)
    return re.sub(r"√\((\d+|[a-z])\)", r"√\1", shown).replace("-", "−")
