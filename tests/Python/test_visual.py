"""Formulas as people write them, and the ticks of an axis."""

from __future__ import annotations

import unittest

import runtime  # noqa: F401
from visual import notation, scale
from visual.unreadable import Unreadable


class NotationTests(unittest.TestCase):
    def test_a_formula_becomes_Python(self) -> None:
        for written, python in (
            ("2x^2 + 3 sin(x)", "2*x**2 + 3*sin(x)"),
            ("y = |x|", "abs(x)"),
            ("f(x) = x²", "x**2"),
            ("(x+1)(x-1)", "(x+1)*(x-1)"),
            ("x(x+1)", "x*(x+1)"),
            ("sin x", "sin(x)"),
            ("√{x} · π", "sqrt(x) * π"),
        ):
            self.assertEqual(python, notation.python_of(written), written)


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
