"""From a formula as people write it to a syntax tree of Python's."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from signs import formula

from .unreadable import Unreadable

# What stands before the formula itself: "y =", "f(x) =", "g: x ->". Not "x =", which is no function of x, nor "r =".
NAME = re.compile(r"^\s*(?:[fghkpquvwyz]'*\s*(?:\(\s*[xt]\s*\))?\s*:?=(?!=)|[fgh]\s*:\s*[xt]\s*(?:->|\|->))", re.IGNORECASE)
TOKEN = re.compile(r"\s*(?:(\d+(?:[.,]\d+|\.)?(?:[eE][+-]?\d+)?|[.,]\d+)|([A-Za-z]+)|(\*\*|.))", re.DOTALL)
LATEX = {r"\cdot": "*", r"\times": "*", r"\div": "/", r"\left": "", r"\right": "", r"\,": " ", r"\;": " ", r"\!": "", r"\ ": " "}
OPEN = {"(": ")", "[": "]", "{": "}", "⌊": "⌋", "⌈": "⌉"}
ROOTS = {"√": 2, "∛": 3, "∜": 4}
INVERSE = {"sin": "asin", "cos": "acos", "tan": "atan"}
OPERATORS = {"+": ast.Add, "-": ast.Sub, "*": ast.Mult, "/": ast.Div, "%": ast.Mod, "^": ast.Pow}
VARIABLES = frozenset({"x", "t"})


def read(text: str, functions: Iterable[str], constants: Iterable[str]) -> ast.expr:
    """The tree of a formula of one variable. SyntaxError where it is none."""
    return Reader(NAME.sub("", plain(text), count=1), frozenset(functions), frozenset(constants), VARIABLES).whole()


def plain(text: str) -> str:
    text = formula.plain(text.strip().strip("`$"))
    for command, sign in LATEX.items():
        text = re.sub(re.escape(command) + (r"(?![A-Za-z])" if command[-1].isalpha() else ""), sign, text)
    return text


class Reader:
    """
    A descent over + - * / % ^, products without a sign (2x, 3 sin x, (x+1)(x-1)), and functions with and without brackets:
    sin 2x takes the product, sin^2 x is a square, sin^-1 x the inverse. A number keeps how it was written as its kind.
    """

    def __init__(self, text: str, functions: frozenset[str], constants: frozenset[str], variables: frozenset[str]) -> None:
        self.functions, self.constants, self.variables = functions, constants, variables
        self.tokens: list[str] = []
        # log2(x) and log2 x name a base, log 2x does not.
        text = re.sub(r"(?i)log(2|10)(?![\d.,])", r"log_\1 ", text)
        for number, name, sign in TOKEN.findall(text.rstrip()):
            self.tokens += [number.replace(",", ".")] if number else self.words(name) if name else ["^" if sign == "**" else sign]
        self.at = 0
        self.bars = 0

    def words(self, run: str) -> list[str]:
        """A run of letters: a name, or names written together, as in xsin or 2pix."""
        known = self.functions | self.constants | self.variables
        for name in (run, run.lower()):
            if name in known:
                return [name]
        found = self.split(run.lower(), known)
        single = [word for word in found if len(word) == 1]
        # "text" is no product of t, e, x and t.
        fits = found and len(single) <= 2 and len(set(single)) == len(single) and not set(single) >= {"x", "t"}
        return found if fits else [run]

    def split(self, run: str, known: frozenset[str]) -> list[str]:
        """The fewest known names that make up the run; none where there are none."""
        best: list[list[str] | None] = [[]] + [None] * len(run)
        for end in range(1, len(run) + 1):
            for start in range(max(0, end - 6), end):
                before = best[start]
                if before is not None and run[start:end] in known and (best[end] is None or len(before) + 1 < len(best[end] or [])):
                    best[end] = [*before, run[start:end]]
        return best[-1] or []

    def whole(self) -> ast.expr:
        tree = self.sum()
        if self.at < len(self.tokens):
            raise SyntaxError(self.tokens[self.at])
        return tree

    def sum(self) -> ast.expr:
        left = self.product()
        while self.peek() in ("+", "-"):
            left = ast.BinOp(left, OPERATORS[self.next()](), self.product())
        return left

    def product(self) -> ast.expr:
        left = self.unary()
        while True:
            if self.peek() in ("*", "/", "%"):
                left = ast.BinOp(left, OPERATORS[self.next()](), self.unary())
            elif self.starts_factor():
                left = ast.BinOp(left, ast.Mult(), self.power())
            else:
                return left

    def unary(self) -> ast.expr:
        if self.peek() in ("+", "-"):
            return ast.UnaryOp(ast.USub() if self.next() == "-" else ast.UAdd(), self.unary())
        return self.power()

    def power(self) -> ast.expr:
        left = self.atom()
        if self.peek() != "^":
            return left
        self.next()
        return ast.BinOp(left, ast.Pow(), self.exponent())

    def exponent(self) -> ast.expr:
        """To the right of ^: e^-x^2 is e^(-(x^2))."""
        if self.peek() in ("+", "-"):
            return ast.UnaryOp(ast.USub() if self.next() == "-" else ast.UAdd(), self.exponent())
        return self.power()

    def atom(self) -> ast.expr:
        token = self.next()
        if token[0].isdigit() or token[0] == "." and len(token) > 1:
            return ast.Constant(float(token), kind=token)
        if token == "|":
            return self.absolute()
        if token in OPEN:
            inside = self.brackets(OPEN[token])
            return call("floor", inside) if token == "⌊" else call("ceil", inside) if token == "⌈" else inside
        if token in ROOTS:
            return self.root(ROOTS[token], self.atom())
        if token == "\\":
            return self.command(self.next())
        if token.isalpha():
            return self.function(token) if token in self.functions else ast.Name(token)
        raise SyntaxError(token)

    def command(self, name: str) -> ast.expr:
        """What follows the backslash of LaTeX."""
        if name in ("frac", "dfrac", "tfrac"):
            above = self.atom()
            return ast.BinOp(above, ast.Div(), self.atom())
        if name == "sqrt" and self.peek() == "[":
            self.next()
            degree = self.brackets("]")
            return self.root(int(degree.value) if isinstance(degree, ast.Constant) and isinstance(degree.value, float) else 0, self.atom())
        self.at -= 1
        return self.atom()

    def root(self, degree: int, of: ast.expr) -> ast.expr:
        if degree in (2, 3):
            return call("sqrt" if degree == 2 else "cbrt", of)
        if degree == 4:
            return call("sqrt", call("sqrt", of))
        raise Unreadable("Only square, cube and fourth roots are known: write others as x^(1/5).")

    def function(self, name: str) -> ast.expr:
        base: ast.expr | None = None
        if name == "log" and self.peek() == "_":
            self.next()
            base = self.atom()
        power: ast.expr | None = None
        if self.peek() == "^":
            self.next()
            power = self.exponent_of_name()
            if is_minus_one(power):
                if name not in INVERSE:
                    raise Unreadable(f"Which function {name}^(-1) is, is not clear: write 1/{name}(x).")
                name, power = INVERSE[name], None
        argument = self.argument()
        if base is not None:
            value: ast.expr = ast.BinOp(call("ln", argument), ast.Div(), call("ln", base))
        else:
            value = call(name, argument)
        return value if power is None else ast.BinOp(value, ast.Pow(), power)

    def exponent_of_name(self) -> ast.expr:
        """The number between a function and its argument: sin^2 x."""
        if self.peek() in ("+", "-"):
            return ast.UnaryOp(ast.USub() if self.next() == "-" else ast.UAdd(), self.exponent_of_name())
        token = self.next()
        if token in OPEN:
            return self.brackets(OPEN[token])
        return ast.Constant(float(token), kind=token)

    def argument(self) -> ast.expr:
        """In brackets or bars; or, without them, a product up to the next sign, bracket or function."""
        if self.peek() in OPEN or self.peek() == "|":
            return self.atom()
        if self.peek() in ("+", "-"):
            return ast.UnaryOp(ast.USub() if self.next() == "-" else ast.UAdd(), self.argument())
        left = self.power()
        while self.starts_factor() and self.peek() not in OPEN and self.peek() not in self.functions and self.peek() != "|":
            left = ast.BinOp(left, ast.Mult(), self.power())
        return left

    def absolute(self) -> ast.expr:
        self.bars += 1
        inside = self.sum()
        self.take("|")
        self.bars -= 1
        return call("abs", inside)

    def brackets(self, close: str) -> ast.expr:
        bars, self.bars = self.bars, 0
        inside = self.sum()
        self.take(close)
        self.bars = bars
        return inside

    def starts_factor(self) -> bool:
        token = self.peek()
        if token == "|":
            return self.bars == 0
        if token[:1].isdigit():
            return self.at > 0 and self.tokens[self.at - 1] in (")", "]", "}")
        return token.isalpha() or token in OPEN or token in ROOTS or token == "\\"

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def next(self) -> str:
        if self.at >= len(self.tokens):
            raise SyntaxError("the end")
        self.at += 1
        return self.tokens[self.at - 1]

    def take(self, token: str) -> None:
        if self.next() != token:
            raise SyntaxError(f"{token} is missing")


def call(name: str, argument: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(name), [argument], [])


def is_minus_one(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.UnaryOp)
        and isinstance(node.op, ast.USub)
        and isinstance(node.operand, ast.Constant)
        and node.operand.value == 1
    )
