"""A request in words, as its words and its formulas in their order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from signs import formula, table

from . import forms, formulas
from .words import ALIF, words

MOST_CHARACTERS = 2000

# Letters of other scripts stay: only digits, operators and spaces are read as those of a keyboard.
SIGNS = formula.PLAIN - {"letter", "lookalike", "thousands-separator"}
OPERATORS = frozenset("+-*/^=<>()[]{}|!√∛%°'_\\,;:")
# What stands between two formulas rather than within one.
BETWEEN = frozenset(",;:")
LATEX = frozenset(
    {"frac", "dfrac", "tfrac", "sqrt", "cdot", "times", "div", "left", "right", "sin", "cos", "tan", "ln", "log", "pi", "theta"}
)
# Words that look like products of variables.
WORDS = words("short")
# Words that are products of variables right after an operator: u + at.
VARIABLES_TOGETHER = frozenset({"at", "as"})


@dataclass
class Token:
    """One number, word or sign; glued: nothing stands between it and the one before."""

    text: str
    start: int
    kind: str
    glued: bool


@dataclass
class Piece:
    """A run of words, or one formula with the words right before it."""

    text: str
    is_formula: bool
    before: tuple[str, ...] = ()
    used: bool = False
    number: bool = False
    after: tuple[str, ...] = ()


@dataclass
class Request:
    """What was asked: its words in lower case without accents, its formulas in their order, and its language."""

    said: str
    words: tuple[str, ...]
    pieces: list[Piece] = field(default_factory=list)
    language: str = "en"
    marks: set[str] = field(default_factory=set)

    def left(self) -> list[Piece]:
        return [piece for piece in self.pieces if not piece.used]


def letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LM"


def bare(word: str) -> str:
    """A word in lower case and without the accents of Latin letters."""
    kept = unicodedata.normalize("NFD", word.lower().replace("ß", "ss"))
    folded = unicodedata.normalize(
        "NFC",
        "".join(c for c in kept if not "\u0300" <= c <= "\u036f" and c not in "\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"),
    )
    return folded.translate(ALIF)


def plain(text: str) -> str:
    """The text with the digits and operators of a keyboard, powers after ^ and π by name."""
    text = formula.GROUPS.sub("", text[:MOST_CHARACTERS])
    text = formula.runs(text, "superscript", "^")
    text = formula.runs(text, "subscript", "_")
    text = re.sub(r"(\d+)?\s?([¼-¾⅐-⅞↉])", formula.mixed, text)
    text = "".join(f" {table.table()[c].plain} " if table.kind(c) in formula.CONSTANTS and not c.isascii() else c for c in text)
    text = table.replaced(text, SIGNS)
    return (
        text.replace("−", "-")
        .replace("·", "*")
        .replace("×", "*")
        .replace("÷", "/")
        .replace("≤", "<=")
        .replace("≥", ">=")
        .replace("→", "->")
        .replace("∞", " inf ")
        .replace("**", "^")
    )


def read(said: str, decimal_comma: bool) -> Request:
    """Cuts a request into words and formulas."""
    text = plain(forms.unified(said[:MOST_CHARACTERS]))
    marks: set[str] = set()
    text = marked(spoken(text), marks)
    text = commas(text, decimal_comma)
    tokens = list(tokens_of(text))
    pieces, words, run, before = [], [], [], []

    def close() -> None:
        while run and run[-1].text in "'_-+*/^=,;:.\\([{":
            run.pop()
        while run and (run[0].text in "*/^=,;:.!%°'_)]}" or run[0].text == "-" and len(run) == 1):
            run.pop(0)
        if run and any(t.kind in ("number", "name") for t in run):
            shown = joined(run)
            for part in unbalanced(shown):
                pieces.append(Piece(part, True, tuple(before[-4:]), number=re.fullmatch(r"-?\d+(\.\d+)?", part.strip()) is not None))
                before.clear()
        run.clear()

    depth = 0
    for k, token in enumerate(tokens):
        maths = is_maths(tokens, k, bool(run))
        if not maths or (token.text in BETWEEN and depth == 0):
            close()
            depth = 0
            if token.kind == "name":
                words.append(bare(token.text))
                before.append(bare(token.text))
                for piece in pieces[-1:]:
                    if len(piece.after) < 3:
                        piece.after = (*piece.after, bare(token.text))
            continue
        if run and depth == 0 and token.kind == run[-1].kind == "number":
            close()
        depth += (token.text in "([{") - (token.text in ")]}")
        run.append(token)
        if token.text == "inf" and depth == 0 and k + 1 < len(tokens) and tokens[k + 1].kind != "sign":
            close()
    close()
    return Request(said, tuple(words), pieces, marks=marks)


def marked(text: str, marks: set[str]) -> str:
    """Takes out the signs that are verbs: d/dx, ∫, lim."""
    if NUMBERED.match(text):
        text = ITEM.sub(" ; ", text)
    text = rates(text, marks)
    for pattern, mark, instead in SIGNED_VERBS:
        text, count = re.subn(pattern, instead, text)
        if count:
            marks.add(mark)
    return text


SECOND = re.compile(r"\bd\s*\^?\(?2\)?\s*([a-zA-Z])\s*/\s*d\s*([a-z])\s*\^?\(?2\)?|(?<![a-zA-Z])(y)\s*''")
FIRST = re.compile(r"\bd\s*([a-zA-Z])\s*/\s*d\s*([a-z])\b|(?<![a-zA-Z])(y)\s*'(?!')")


def rates(text: str, marks: set[str]) -> str:
    """dy/dx and y' become the variable D, y'' becomes K; a mark says of what they are the rates."""
    for pattern, sign, order in ((SECOND, "K", " second derivative "), (FIRST, "D", " derivative ")):
        if found := pattern.search(text):
            around = text[: found.start()].rstrip()[-1:] + text[found.end() :].lstrip()[:1]
            if not set(around) & set("=+-*/") and not re.search(r"\d$", text[: found.start()]):
                # "find dy/dx if y = x^3"
                marks.add("derivative")
                text = pattern.sub(order, text)
                continue
            marks |= {"differential", f"rate {found[1] or 'y'} {found[2] or 'x'}"}
            text = pattern.sub(f" {sign} ", text)
    return text


# A list of tasks: 1) … 2) …
NUMBERED = re.compile(r"\s*\(?1\)\s.*\s\(?2\)\s", re.DOTALL)
ITEM = re.compile(r"(?:^|(?<=\s))\(?[1-9]\)\s")
# 0.1666… and 0.363636..., whose digits are said to go on; at least two rounds are written.
RECURRING = r"(?<![\d.])(\d+)\.(\d*?)(\d{1,6}?)(?:\3)+\s*(?:\.\.\.?|…)"
BOUND = r"\s*\{?\(?([^\s{}()_^]+)\)?\}?"
SIGNED_VERBS = [
    (rf"(?:∫|\\int)\s*_{BOUND}\s*\^{BOUND}", "integral", r" integral from \1 to \2 of "),
    (r"\\?∫|\\int\b", "integral", " integral "),
    (r"\b[fgh]\s*\(\s*-?[\d./]+\s*\)(?!\s*=)", "evaluate", r"\g<0>"),
    (r"\+\s*(?:\.\.\.|…)", "dots", r"\g<0>"),
    (RECURRING, "recurring", r"\g<0>"),
    (r"\bP\s*(?=\([A-Z]\))", "probability", "P"),
    (r"\bP\s*\(\s*[AB]\b[^()]*\)", "chances", r"\g<0>"),
    (r"\b[A-Z]\s*=\s*\{", "sets", r"\g<0>"),
    (r"\\sum(?![a-z])|∑|Σ", "runningsum", " sum "),
    (r"\\to\b", "", "->"),
    (r"\\?\blim(?:es)?\s*_?\s*[{(]?\s*([a-z])\s*->\s*([^\s{}()]+)\s*[})]?", "limit", r" limit tendsto \1=\2 of "),
    (r"\b([a-z])\s*->\s*([^\s{}(),;]+)", "limit", r" tendsto \1=\2 , "),
    (r"\bd\s*/\s*d\s*[a-z]\b", "derivative", " derivative "),
    (r"\b[fgh]\s*''?(?=\s*\()", "derivative", " prime "),
    (r"(?<=[\w)}\]])\s*\bd[xt]\b", "integral", " "),
    (r"\$+|\\\(|\\\)|\\\[|\\\]", "latex", " "),
]


# What people say for a sign, between two numbers or variables.
OPERAND = r"(?:\d+(?:\.\d+)?|\b[a-zA-Z]\b|[)\]])"
SQUARE_ROOT = "square root of|racine carree de|racine de|raiz cuadrada de|raiz quadrada de|radice quadrata di|wurzel aus|корень из|sqrt of"
SPOKEN = [
    (rf"\b(?:{SQUARE_ROOT})\s+(?=[\d(a-z])", "√", None),
    (r"\b(?:cube root of|racine cubique de|raiz cubica de|dritte wurzel aus)\s+(?=[\d(a-z])", "∛", None),
    (r"\s*\b(?:squared|au carre|al cuadrado|hoch 2|hoch zwei|zum quadrat|का वर्ग|تربيع)(?!\w)", "^2 ", OPERAND),
    (r"\s*\b(?:cubed|au cube|al cubo|hoch 3|hoch drei|का घन|تكعيب)(?!\w)", "^3 ", OPERAND),
    (r"\s+(?:to the power of|to the power|raised to|puissance|elevado a|hoch)\s+(?=[\d(a-z])", "^", OPERAND),
    (r"\s+(?:plus|mas|und plus|زائد)\s+(?=[\d(a-z√]|\()", " + ", OPERAND),
    (r"\s+(?:minus|moins|menos|ناقص)\s+(?=[\d(a-z√]|\()", " - ", OPERAND),
    (r"\s+(?:times|multiplied by|fois|por|per|mal|умножить на|ضرب)\s+(?=\d|[a-z]\b|\()", " * ", OPERAND),
    (
        r"\s+(?:over|divid(?:ed by|ido (?:entre|por))|divise par|sur|entre(?!\s+\S+\s+[eyt]+\b)|(?:geteilt )?durch)\s+(?=\d|[a-z]\b|\()",
        " / ",
        OPERAND,
    ),
    (r"\s+(?:equals|is equal to|egale|egal a|es igual a|ist gleich|gleich)\s+(?=[\d(a-z-])", " = ", OPERAND),
]


def spoken(text: str) -> str:
    """Operations in words between two operands as their signs: "x squared plus 3" is x^2 + 3."""
    folded = "".join(bare(c) if c.isalpha() and len(bare(c)) == 1 else c for c in text)
    if len(folded) != len(text):
        return text
    for pattern, sign, after in SPOKEN:
        found = re.compile(pattern, re.IGNORECASE)
        at = 0
        while match := found.search(folded, at):
            before = folded[: match.start()]
            if after is None or re.search(after + r"(?:\^\d+)?$", before):
                text = text[: match.start()] + sign + text[match.end() :]
                folded = folded[: match.start()] + sign + folded[match.end() :]
                at = match.start()
            else:
                at = match.end()
    return text


# 0,5 is a number in any language, but not in (0,5).
ZERO_COMMA = r"(?<![\d,.(\[{])(0),(\d+)(?![\d,)\]}])"


def commas(text: str, decimal_comma: bool) -> str:
    """Decimal commas as points, and no signs between thousands."""
    text = re.sub(r"(?<![\d,.])(\d{1,3})((?:,\d{3})+)(?![\d,])", lambda m: m[0] if decimal_comma else m[1] + m[2].replace(",", ""), text)
    alone = not any(c.isalpha() for c in text) and text.count(",") <= 2 and not set(text) & set("()[];")
    if not decimal_comma and (alone and re.search(r"[-+*/^=]", text) or re.search(ZERO_COMMA, text)):
        text = re.sub(r"(?<![\d,.])(\d+),(\d+)(?![\d,])" if alone else ZERO_COMMA, r"\1.\2", text)
    if decimal_comma:
        text = re.sub(r"(?<![\d.])([1-9]\d{0,2})((?:\.\d{3})+)(?![\d.])", lambda m: m[1] + m[2].replace(".", ""), text)
        # One comma between two digits is decimal; in "3,7,7,2" they separate.
        text = re.sub(r"(?<![\d,.(\[{])(?<![(\[{]-)(\d+),(\d+)(?!\d|,\d)|(?<=\()(\d+),(\d+)(?![\d,)])", decimal_point, text)
    return text


def decimal_point(found: re.Match[str]) -> str:
    return f"{found[1] or found[3]}.{found[2] or found[4]}"


def tokens_of(text: str) -> Iterator[Token]:
    at, ended = 0, -1
    while at < len(text):
        sign = text[at]
        if sign.isspace():
            at += 1
            continue
        start = at
        if sign.isdigit() or (sign == "." and text[at + 1 : at + 2].isdigit()):
            found = re.compile(r"\d*\.?\d+|\d+").match(text, at)
            at = found.end() if found else at + 1
            kind = "number"
        elif letter(sign):
            han = "\u4e00" <= sign <= "\u9fff"
            # Chinese stands next to a formula without a space.
            while at < len(text) and letter(text[at]) and ("\u4e00" <= text[at] <= "\u9fff") == han:
                at += 1
            kind = "name"
        else:
            at += 2 if text[at : at + 2] in ("<=", ">=", "->", "!=") else 1
            kind = "sign"
        yield Token(text[start:at], start, kind, start == ended)
        ended = at


def is_maths(tokens: list[Token], k: int, within: bool) -> bool:
    token = tokens[k]
    if token.kind == "number":
        return True
    before, after = tokens[k - 1] if k else None, tokens[k + 1] if k + 1 < len(tokens) else None
    if token.kind == "sign":
        if token.text in ("->", ".", "?", '"', "`", "$", "…", "&", "#", "@", "~", "!="):
            return token.text == "->"
        if (
            token.text in "-'"
            and before
            and after
            and before.kind == after.kind == "name"
            and token.glued
            and after.glued
            and len(before.text) > 1
        ):
            return False  # "step-by-step", "l'aire"
        if token.text == "'" and before and before.kind == "name" and len(before.text) > 1:
            return False
        if token.text == "!":
            return token.glued and within and not (after is None and len(tokens) > 3 and tokens[k - 1].kind == "name")
        if token.text in ("<", ">", "=", "<=", ">="):
            return True
        if token.text == "|" and within:
            return True
        if token.text in "-+" and not within:
            leads = before is None or not token.glued or before.text in "([,;:"
            return leads and after is not None and after.glued and (after.kind == "number" or looks_maths(tokens, k + 1))
        if token.text == "\\":
            return after is not None and after.text in LATEX
        if token.text in "([{|√∛":
            return after is not None and (is_open(after) or looks_maths(tokens, k + 1))
        return within
    return looks_maths(tokens, k)


def is_open(token: Token) -> bool:
    return token.text in "([{|√∛-+"


def looks_maths(tokens: list[Token], k: int) -> bool:
    """Whether a word is part of a formula."""
    token = tokens[k]
    if token.kind == "number":
        return True
    if token.kind == "sign":
        return token.text in "([{|√∛-+\\"
    name = token.text
    before, after = tokens[k - 1] if k else None, tokens[k + 1] if k + 1 < len(tokens) else None
    if before is not None and before.text == "\\":
        return name in LATEX
    if not name.isascii():
        return False
    lower = name.lower()
    if lower in ("pi", "inf", "infinity", "theta"):
        return True
    if lower in formulas.NAMES and lower not in ("tg", "lg", "exp", "racine", "raiz", "wurzel", "abs", "factorial"):
        return after is not None and (
            after.kind == "number" or after.text in "(^|√_" or after.kind == "name" and len(after.text) <= 5 and after.text.isascii()
        )
    if lower in formulas.NAMES:
        return after is not None and after.text in "(^"
    touches = "+-*/^=<>()|!√[]_{}°"
    glued_before = before is not None and token.glued and (before.kind == "number" or before.text in touches)
    glued_after = after is not None and after.glued and (after.kind == "number" or after.text in touches + "'")
    near_before = before is not None and before.text in "+*/^=<>-->=<=->" and before.kind == "sign"
    near_after = after is not None and after.text in ("+", "*", "/", "^", "=", "<", ">", "-", "<=", ">=", "->") and after.kind == "sign"
    hyphen = before is not None and token.glued and before.text in "-'" and k > 1 and tokens[k - 2].kind == "name"
    if hyphen and before is not None and before.glued and (len(tokens[k - 2].text) > 1 or before.text == "'"):
        return False
    if len(name) == 1:
        if after is not None and after.text in "'’" and k + 2 < len(tokens) and tokens[k + 2].kind == "name" and tokens[k + 2].glued:
            return False  # c'est
        if lower == "e" and before is not None and bare(before.text) in ("to", "bis", "a", "hasta", "and", "et", "und", "="):
            return True
        if lower in "xyzt" and after is not None and after.kind == "name" and looks_maths(tokens, k + 1):
            return True
        if before is not None and before.text.lower() in formulas.FUNCTIONS and lower in "xyztnu":
            return True  # sin x
        if near_before or near_after or glued_before or glued_after:
            return True
        if lower == "y" and before is not None and not token.glued and after is not None and after.kind == "name" and len(after.text) > 1:
            return False  # "base 6 y altura 5"
        # "x y", "3 x"
        return before is not None and before.kind == "number" and lower in "xyztnk"
    if near_before and before is not None and before.text in ("+", "*", "/", "^") and len(name) == 2 and lower in VARIABLES_TOGETHER:
        return True
    if lower in WORDS or any(c not in formulas.VARIABLES | set(formulas.CONSTANTS) for c in name):
        return fits(lower) and (glued_before or glued_after or near_before or near_after)
    return len(name) <= 3 and (glued_before or glued_after or near_before or near_after) and lower not in WORDS


def fits(name: str) -> bool:
    """Whether a run is functions and variables written together, as in xsin or cosx."""
    return re.fullmatch(r"[xtnk]?(sin|cos|tan|ln|log|sqrt|exp|pi)[xtnk]?", name) is not None


def joined(run: list[Token]) -> str:
    out = ""
    for k, token in enumerate(run):
        out += token.text if k == 0 or token.glued else " " + token.text
    return out.strip()


def unbalanced(text: str) -> list[str]:
    """The text without a bracket that nothing closes or opens."""
    while text and text.count("(") != text.count(")"):
        if text.count("(") > text.count(")"):
            if text.startswith("("):
                text = text[1:]
                continue
            break
        if text.endswith(")"):
            text = text[:-1]
            continue
        break
    text = text.strip(" ,;:")
    return [text] if text else []
