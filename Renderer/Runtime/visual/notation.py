"""From a formula as people write it to one that Python can parse."""

from __future__ import annotations

import re

SIGNS = str.maketrans(
    {"^": "**", "×": "*", "·": "*", "÷": "/", "−": "-", "²": "**2", "³": "**3", "√": "sqrt", "[": "(", "]": ")", "{": "(", "}": ")"}
)


def python_of(text: str) -> str:
    text = re.sub(r"^\s*(y|f\s*\(\s*x\s*\))\s*=", "", text)
    text = text.translate(SIGNS)
    text = re.sub(r"\|([^|]+)\|", r"abs(\1)", text)
    text = re.sub(r"(?<![A-Za-z_])(\d+\.?\d*|\.\d+)\s*(?=[A-Za-zπτ(])", r"\1*", text)  # 2x, 3(x+1)
    text = re.sub(r"\)\s*(?=[A-Za-zπτ(\d])", ")*", text)  # (x+1)(x-1)
    text = re.sub(r"(?<![A-Za-zπτ])([xeπτ]|pi|tau)\s*(?=\()", r"\1*", text)  # x(x+1)
    text = re.sub(r"(?<![A-Za-zπτ])([xeπτ]|pi|tau)\s+(?=[A-Za-zπτ])", r"\1*", text)  # x sin(x)
    return re.sub(r"\b(sin|cos|tan|ln|log|sqrt|exp)\s+([A-Za-z0-9.]+)", r"\1(\2)", text).strip()
