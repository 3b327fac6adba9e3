"""Reads a formula of one variable as people write it, and works it out over many values at once.

Nothing is evaluated as Python.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import numpy as np

from notation import reader
from notation.unreadable import Unreadable

MOST_CHARACTERS, MOST_PARTS = 200, 120
FUNCTIONS = {
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "arcsin": np.arcsin,
    "arccos": np.arccos,
    "arctan": np.arctan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "exp": np.exp,
    "ln": np.log,
    "log": np.log10,
    "log2": np.log2,
    "sqrt": np.sqrt,
    "cbrt": np.cbrt,
    "abs": np.abs,
    "sign": np.sign,
    "floor": np.floor,
    "ceil": np.ceil,
    "round": np.round,
}
CONSTANTS = {"pi": np.pi, "e": np.e, "tau": 2 * np.pi}
OPERATORS = {ast.Add: np.add, ast.Sub: np.subtract, ast.Mult: np.multiply, ast.Div: np.divide, ast.Pow: np.power, ast.Mod: np.mod}


def parse(text: str) -> Callable[[Any], Any]:
    """A function of an array. Takes "2x^2 + 3 sin(x)", "y = |x|", "f(x) = x²"."""
    shown = text.strip()
    if not 0 < len(shown) <= MOST_CHARACTERS:
        raise Unreadable(f"A formula has 1 to {MOST_CHARACTERS} characters.")
    try:
        tree = reader.read(shown, FUNCTIONS, CONSTANTS)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Unreadable(f"'{shown}' is not a formula: write it like 2*x^2 + sin(x).") from None
    if sum(1 for _ in ast.walk(tree)) > MOST_PARTS:
        raise Unreadable("The formula has too many parts.")

    def evaluate(x: Any) -> Any:
        with np.errstate(all="ignore"):
            values = np.asarray(value(tree, x), dtype=float)
        return np.broadcast_to(values, np.shape(x)).copy()

    evaluate(np.array([0.5]))  # an unknown name shows now
    return evaluate


def value(node: ast.AST, x: Any) -> Any:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
        return float(node.value)
    if isinstance(node, ast.Name):
        if node.id in ("x", "t"):
            return x
        if node.id in CONSTANTS:
            return CONSTANTS[node.id]
        raise Unreadable(f"'{node.id}' is not known: the variable is x.")
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        return -value(node.operand, x) if isinstance(node.op, ast.USub) else value(node.operand, x)
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](value(node.left, x), value(node.right, x))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) == 1 and not node.keywords:
        if node.func.id not in FUNCTIONS:
            raise Unreadable(f"'{node.func.id}' is not a known function: use {', '.join(list(FUNCTIONS)[:8])} …")
        return FUNCTIONS[node.func.id](value(node.args[0], x))
    raise Unreadable("Only numbers, x, + - * / ^ and functions such as sin(x) make a formula.")
