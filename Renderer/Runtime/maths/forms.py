"""Ways of writing that are brought into one form before a request is cut into words and formulas."""

from __future__ import annotations

import re
from collections.abc import Callable

Rewrite = tuple[str, str | Callable[[re.Match[str]], str]]


def matrix(found: re.Match[str]) -> str:
    rows = [row.split("&") for row in re.split(r"\\\\", found[1]) if row.strip()]
    return " [" + ", ".join("[" + ", ".join(cell.strip() for cell in row) + "]" for row in rows) + "] "


def semicolons(found: re.Match[str]) -> str:
    rows = [re.split(r"[,\s]+", row.strip()) for row in found[1].split(";")]
    return "[" + ", ".join("[" + ", ".join(row) + "]" for row in rows) + "]"


def counted(word: str) -> Callable[[re.Match[str]], str]:
    """8C3 and C(8, 3) in words."""
    return lambda found: f" {word} " + " , ".join(n for n in found.groups() if n) + " "


PERCENT = "percent|per cent|pour cent|pourcents?|por ?ciento|por cento|per cento|prozent|процент\\w*|प्रतिशत|بالمئة|بالمائة|في المئة"
VECTOR = r"(\(\s*-?[\w./]+(?:\s*,\s*-?[\w./]+)+\s*\))"
FRACTION = r"(?<![\d.,/^;])(?<![\d.,/^;] )\b(\d+)[ \u00a0]+(\d+)\s*/\s*(\d+)\b(?!\s*[/,;]?\s*\d)"
# Applied in this order, before the digits and operators of a request are read.
FORMS: list[Rewrite] = [
    (r"\\begin\{[pbvBV]?matrix\}(.*?)\\end\{[pbvBV]?matrix\}", matrix),
    (r"\[([^\[\];]+(?:;[^\[\];]+)+)\]", semicolons),
    (r"\]\s*\]\s*(?:[*×·x]|\\cdot|\\times)?\s*\[\s*\[", "]] product [["),
    (VECTOR + r"\s*(?:[·•⋅*]|\\cdot)\s*" + VECTOR, r" dot product \1 and \2 "),
    (VECTOR + r"\s*(?:[×xX]|\\times)\s*" + VECTOR, r" cross product \1 and \2 "),
    (r"\\(?:leq?|leqslant)(?![a-z])", " <= "),
    (r"\\(?:geq?|geqslant)(?![a-z])", " >= "),
    (r"\\infty\b", " inf "),
    (r"\\(?:d|t)?frac\s*\{\s*d\s*\}\s*\{\s*d\s*([a-z])\s*\}", r" d/d\1 "),
    (r"\\(?:d|t)?frac\s*\{\s*d\s*([a-z])\s*\}\s*\{\s*d\s*([a-z])\s*\}", r" d\1/d\2 "),
    (r"\\(?:text|mathrm|operatorname)\s*\{([^{}]*)\}", r" \1 "),
    (rf"(?i)(?<=\d)\s*(?:{PERCENT})(?![^\W\d_])", "%"),
    (r"٪|﹪|％", "%"),
    (r"(?<=\d)\s+[xX]\s+(?=\d)", " * "),
    (r"^(\W*(?:\w+\W+){0,4}?\d+)[xX](\d+)(?=[^\w^]*$)", r"\1*\2"),
    (r"(?i)(\d+)(?:st|nd|rd|th|ème|eme|º)\b", r"\1 "),
    (r"(?i)\b([xy])[- ]?(?:axis|achse)\b|\b(?:axe des|axe|eje) ([xy])\b", " axis "),
    (r"(?<=\d)\s+(?=[a-zA-Z]\s*=)", ", "),
    (r"\blog(?:arithm)?_?\s*(?:to )?(?:the )?(?:base|basis)?\s*(\d+)\s+(?:of\s+)?\(?(\d+(?:/\d+)?)\)?(?=\W|$)", r" (ln(\2)/ln(\1)) "),
    (r"\blog_\{?(\d+)\}?\s*\(?(\d+(?:/\d+)?)\)?(?=\W|$)", r" (ln(\2)/ln(\1)) "),
    (r"\b(\d+)\s*C\s*(\d+)\b|\bC\(\s*(\d+)\s*,\s*(\d+)\s*\)|\\d?binom\{(\d+)\}\{(\d+)\}", counted("combinations")),
    (r"\b(\d+)\s*P\s*(\d+)\b|\bP\(\s*(\d+)\s*,\s*(\d+)\s*\)", counted("permutations")),
    (r"(?i)^\W*(?:add|sum of|the sum of) (-?[\d./]+) and (-?[\d./]+)\W*$", r"\1 + \2"),
    (r"(?i)^\W*subtract (-?[\d./]+) from (-?[\d./]+)\W*$", r"\2 - \1"),
    (r"(?i)^\W*(?:the )?product of (-?[\d./]+) and (-?[\d./]+)\W*$", r"\1 * \2"),
    (r"(?i)\b\d+\s*[x×*]\s*\d+ matrix\b", " matrix "),
    (r"(?i)\bfind [a-z] if\b", " solve "),
    (r"(?i)\b(?:one )?half of (?=\d)", "1/2 * "),
    (r"(?i)\b(?:a|one) third of (?=\d)", "1/3 * "),
    (r"(?i)\b(?:a|one) quarter of (?=\d)", "1/4 * "),
    (r"(?i)(∫|\bintegral\b)\s+(?:from|de|von)\s+(\S+)\s+(?:to|a|à|bis|hasta)\s+(\S+)\s+(?:(?:of|de|von)\s+)?", r"\1 from \2 to \3 of "),
    (r"(?i)\bsum (?:from|for)\s+([a-z])\s*=\s*(\S+)\s+to\s+(\S+)\s+of\s+", lambda m: f"∑_{{{m[1]}={m[2]}}}^{{{m[3]}}} "),
    (r"(?:->|→|\\to\b)\s*([\w./]+)(?:\^?\{?\+\}?|⁺)(?=[\s})]|$)", r"->\1 from the right "),
    (r"(?:->|→|\\to\b)\s*([\w./]+)(?:\^?\{?-\}?|⁻)(?=[\s})]|$)", r"->\1 from the left "),
    (r"(?<![\d/])(\d+/\d+) (?:of|de|von|من) (?=\d+(?:[^\d/%.]|$))", r"\1 * "),
    (FRACTION, lambda m: f"({m[1]}+{m[2]}/{m[3]})" if int(m[2]) < int(m[3]) else m[0]),
    # "and" in other languages is one letter, which is no factor between two numbers.
    (r"(?<=\d)\s+(?:y|e|o|и)\s+(?=-?\d)", ", "),
]
COMPILED = [(re.compile(pattern, re.DOTALL), instead) for pattern, instead in FORMS]
NEAR_SIDES = [
    (re.compile(r"(?i)\bfrom (?:the )?(?:right|above)\b|\bà droite\b|\bpor la derecha\b|\bvon rechts\b|من اليمين|दाएँ"), "+"),
    (re.compile(r"(?i)\bfrom (?:the )?(?:left|below)\b|\bà gauche\b|\bpor la izquierda\b|\bvon links\b|من اليسار|बाएँ"), "-"),
]


def unified(text: str) -> str:
    for pattern, instead in COMPILED:
        text = pattern.sub(instead, text)
    return text


def side(said: str) -> str:
    """From which side a limit is asked for: "+", "-", or both."""
    found = [sign for pattern, sign in NEAR_SIDES if pattern.search(unified(said))]
    return found[0] if len(found) == 1 else "+-"
