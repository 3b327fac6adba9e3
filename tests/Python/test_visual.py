"""Formulas as people write them, and the ticks of an axis."""

from __future__ import annotations

import ast
import math
import unittest

import runtime  # noqa: F401
from notation import reader as notation
from notation.unreadable import Unreadable
from visual import scale

FUNCTIONS = {
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "atan": math.atan,
    "exp": math.exp,
    "ln": math.log,
    "log": math.log10,
    "log2": math.log2,
    "sqrt": math.sqrt,
    "cbrt": math.cbrt,
    "abs": abs,
    "floor": math.floor,
    "ceil": math.ceil,
}
X = 0.7

# As people type them on phones and copy them from pages, and what they mean.
FORMULAS = {
    "2x^2 + 3 sin(x)": 2 * X**2 + 3 * math.sin(X),
    "y = |x|": X,
    "f(x) = x²": X**2,
    "f: x ↦ x²": X**2,
    "f′(x) = 2x": 2 * X,
    "(x+1)(x-1)": X**2 - 1,
    "x(x+1)": X * (X + 1),
    "sin x": math.sin(X),
    "sin 2x": math.sin(2 * X),
    "sin x cos x": math.sin(X) * math.cos(X),
    "sin x^2": math.sin(X**2),
    "xsin(x)": X * math.sin(X),
    "cosx": math.cos(X),
    "√{x} · π": math.sqrt(X) * math.pi,
    "√2x": math.sqrt(2) * X,
    "√(x) + ∛x": math.sqrt(X) + math.cbrt(X),
    "x^2 – 3x": X**2 - 3 * X,
    "x^2 − 3·x": X**2 - 3 * X,
    "x³ — 1": X**3 - 1,
    "eˣ": math.exp(X),
    "e^−x²": math.exp(-(X**2)),
    "10⁻²x": X / 100,
    "x²⁺¹": X**3,
    "sin²x": math.sin(X) ** 2,
    "sin² (x)": math.sin(X) ** 2,
    "sin^2 x": math.sin(X) ** 2,
    "sin⁻¹x": math.asin(X),
    "log₂x": math.log2(X),
    "log2(x)": math.log2(X),
    "log2 x": math.log2(X),
    "log10(x)": math.log10(X),
    "log_3(x)": math.log(X, 3),
    "log 2x": math.log10(2 * X),
    "ln|x|": math.log(X),
    "||x|-1|": abs(X - 1),
    "2|x|": 2 * X,
    "⌊x⌋ + ⌈x⌉": 1,
    "２ｘ＋１": 2 * X + 1,
    "2х+1": 2 * X + 1,
    "𝑥² ÷ 2": X**2 / 2,
    "٢x + ٣٫٥": 2 * X + 3.5,
    "२x": 2 * X,
    "½x + 2½": X / 2 + 2.5,
    "0,5x + 1,5": 0.5 * X + 1.5,
    "1 000x": 1000 * X,
    "1’000 + x": 1000 + X,
    "2\u200bx\u2060 + 1\u200e": 2 * X + 1,
    "2\u2062x": 2 * X,
    "X^2": X**2,
    "Sin(x)": math.sin(X),
    "sın(x)": math.sin(X),
    "2πx": 2 * math.pi * X,
    "2pix": 2 * math.pi * X,
    "1/x": 1 / X,
    "1/2x": 0.5 * X,
    "-x^2": -(X**2),
    "2e3": 2000,
    "2e^x": 2 * math.exp(X),
    "`x^2`": X**2,
    "$\\frac{1}{x} \\cdot 2$": 2 / X,
    "\\sqrt[3]{x} + \\sin(x)": math.cbrt(X) + math.sin(X),
    "x**2": X**2,
}
NONE = ("", "x +", "2 3", "x2", "x = 2", "r = 2", "text", "x!", "(x", "|x", "sin", "x ^", "y = = x", "x₁", "1..2", "x^2 from 1 to 2", "f'")


def worked_out(node: ast.expr) -> float:
    """What a tree of a formula is at X, worked out apart from the code under test."""
    return eval(
        compile(ast.fix_missing_locations(ast.Expression(Loaded().visit(node))), "formula", "eval"),
        {"__builtins__": {}, **FUNCTIONS, "x": X, "pi": math.pi, "e": math.e},
    )


class Loaded(ast.NodeTransformer):
    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(node.id, ast.Load())


class NotationTests(unittest.TestCase):
    def test_a_formula_is_read_as_it_is_meant(self) -> None:
        for written, value in FORMULAS.items():
            with self.subTest(written):
                self.assertAlmostEqual(value, worked_out(notation.read(written, FUNCTIONS, ("pi", "e", "tau"))))

    def test_what_is_none_is_not_guessed(self) -> None:
        for written in NONE:
            with self.subTest(written), self.assertRaises((SyntaxError, ValueError, NameError)):
                worked_out(notation.read(written, FUNCTIONS, ("pi", "e", "tau")))

    def test_deep_brackets_are_refused_or_read(self) -> None:
        self.assertAlmostEqual(X, worked_out(notation.read("(" * 50 + "x" + ")" * 50, FUNCTIONS, ())))


class ScaleTests(unittest.TestCase):
    def test_ticks_are_round_numbers_within_the_range(self) -> None:
        self.assertEqual([-10, -8, -6, -4, -2, 0, 2, 4, 6, 8, 10], [round(tick, 9) for tick in scale.ticks(-10, 10, 10)])
        self.assertEqual([0, 0.2, 0.4, 0.6, 0.8, 1], [round(tick, 9) for tick in scale.ticks(0, 1)])

    def test_a_range_without_a_length_gets_one(self) -> None:
        self.assertEqual((2, 4), scale.widened(3, 3))
        self.assertEqual((0, 1), scale.widened(0, 1))

    def test_numbers_beyond_any_picture_are_refused(self) -> None:
        for low, high in ((0, float("inf")), (float("nan"), 1), (-1e16, 0)):
            with self.assertRaises(Unreadable):
                scale.widened(low, high)

    def test_a_label_is_short(self) -> None:
        self.assertEqual(["0", "0.333333", "1e+06"], [scale.number_text(value) for value in (1e-13, 1 / 3, 1e6)])


if __name__ == "__main__":
    unittest.main()
