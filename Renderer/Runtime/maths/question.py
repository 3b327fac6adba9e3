"""A request as the quantities that its solver takes. What no solver took is never left out in silence: `left` names it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from notation.unreadable import Unreadable

from . import formulas
from .answer import Ask, Phrases
from .library import sp
from .reading import Piece, Request
from .words import words

FROM = words("from")
TO = words("to")
AT = words("at")
RELATIONS = {"<=": sp.Le, ">=": sp.Ge, "<": sp.Lt, ">": sp.Gt, "=": sp.Eq}
POINT = re.compile(r"^[(\[{<]([^()\[\]]+(?:\([^()]*\)[^()\[\]]*)*)[)\]}>]$")


class Question:
    """The pieces of a request, taken one after another."""

    def __init__(self, request: Request, kinds: dict[str, int]) -> None:
        self.request, self.kinds = request, kinds
        self.say = Phrases(request.language)

    @property
    def language(self) -> str:
        return self.request.language

    def has(self, *kinds: str) -> bool:
        return any(kind in self.kinds or kind in self.request.marks for kind in kinds)

    def word(self, *words: str) -> bool:
        return any(word in self.request.words for word in words)

    def says(self, group: str) -> bool:
        """Whether a word of a group is said; see words.tsv."""
        return any(meant(word, group) for word in self.request.words)

    def pieces(self) -> list[Piece]:
        return [piece for piece in self.request.pieces if not piece.used]

    def take(self, fits: Callable[[Piece], bool], most: int = 1000) -> list[Piece]:
        found = [piece for piece in self.pieces() if fits(piece)][:most]
        for piece in found:
            piece.used = True
        return found

    def numbers(self, most: int = 1000) -> list[Any]:
        """Plain numbers and constant expressions, in their order."""
        return [formulas.expression(p.text) for p in self.take(is_constant, most)]

    def bounds(self) -> tuple[Any, Any] | None:
        """from A to B, between A and B, on [A, B]."""
        pieces = self.pieces()
        for k, piece in enumerate(pieces):
            if (
                (found := POINT.match(piece.text))
                and "," in found[1]
                and piece.text[0] in "[("
                and any(
                    w in ("on", "sur", "en", "auf", "interval", "intervalle", "intervalo", "intervall", "over", "in") for w in piece.before
                )
            ):
                low, high = found[1].split(",", 1)
                piece.used = True
                return formulas.expression(low), formulas.expression(high)
            if k + 1 < len(pieces) and is_constant(piece) and is_constant(pieces[k + 1]) and piece.before and pieces[k + 1].before:
                if FROM & set(piece.before) and TO & set(pieces[k + 1].before):
                    piece.used = pieces[k + 1].used = True
                    return formulas.expression(piece.text), formulas.expression(pieces[k + 1].text)
        return None

    def points(self) -> list[tuple[Any, ...]]:
        """Points and vectors: (2, 3), <1, 2, 3>, [1, 2]."""
        out = []
        for piece in self.take(lambda p: bool((m := POINT.match(p.text)) and "," in m[1] and not m[1].startswith("["))):
            out.append(tuple(formulas.expression(part) for part in split(piece.text[1:-1])))
        return out

    def matrices(self) -> list[Any]:
        """[[1, 2], [3, 4]] or [1 2; 3 4]."""
        out = []
        for piece in self.take(lambda p: p.text.startswith(("[[", "((", "{{")) or (p.text.startswith("[") and ";" in p.text)):
            rows = matrix_rows(piece.text)
            if len({len(row) for row in rows}) != 1 or not 1 <= len(rows) <= 6 or len(rows[0]) > 6:
                raise Ask(self.say("matrix.rows"))
            out.append(sp.Matrix([[formulas.expression(cell) for cell in row] for row in rows]))
        return out

    def equations(self) -> list[tuple[Any, str]]:
        """Equations and inequalities, with how they were written as LaTeX."""
        return [
            relation(p.text)
            for p in self.take(lambda p: any(sign in p.text for sign in "<>=") and not re.match(r"^\s*[xyzt]\s*->", p.text))
        ]

    def expression(self) -> tuple[Any, str] | None:
        """One expression with a variable, with how it was written; of "y = ..." and "f(x) = ..." the right side."""
        found = self.take(lambda p: not is_constant(p) and not POINT.match(p.text) and one_side(p.text) is not None, 1)
        if not found:
            return None
        side = one_side(found[0].text) or ""
        return formulas.expression(side), formulas.written(side)

    def at(self) -> Any | None:
        """The value at which something is asked: "at x = 2", "x=2", "as x goes to 0", "at 2"."""
        for piece in self.pieces():
            if found := re.match(r"^\s*[xyztnk]\s*=\s*(.+)$", piece.text):
                try:
                    value = formulas.expression(found[1])
                except Unreadable:
                    continue
                if not value.free_symbols:
                    piece.used = True
                    return value
        found = self.take(is_constant, 1)
        return formulas.expression(found[0].text) if found else None


JOINED = ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ف")


def unjoined(said: tuple[str, ...]) -> set[str]:
    """The words, and those of Arabic without what is written together with them: بخصم is "with a discount"."""
    found = set(said)
    for word in said:
        if "\u0600" <= word[:1] <= "\u06ff":
            found |= {word[len(joined) :] for joined in JOINED if word.startswith(joined) and len(word) - len(joined) >= 3}
    return found


def meant(word: str, group: str) -> bool:
    """Whether a word belongs to a group: * ends a beginning, and Chinese writes several words in one run."""
    return any(
        part in word if "\u4e00" <= part[0] <= "\u9fff" else word == part or part.endswith("*") and word.startswith(part[:-1])
        for part in words(group)
    )


def is_constant(piece: Piece) -> bool:
    if any(sign in piece.text for sign in "<>=,%;"):
        return False
    try:
        return not formulas.expression(piece.text).free_symbols
    except (Unreadable, ZeroDivisionError):
        return False


def one_side(text: str) -> str | None:
    """The expression of a piece: the piece, or the right side of "y =" and "f(x) ="."""
    named = re.match(r"^\s*(?:[hyzsw]|[fghpqv]\s*'*\s*\(\s*[a-z]\s*\))\s*=(?!=)\s*(.+)$", text)
    side = named[1] if named else text
    if any(sign in side for sign in "<>=") or POINT.match(side) and "," in side:
        return None
    try:
        formulas.expression(side)
    except (Unreadable, ZeroDivisionError):
        return None
    return side


def split(text: str) -> list[str]:
    """At the commas, semicolons outside brackets."""
    out, depth, last = [], 0, 0
    for k, sign in enumerate(text):
        depth += (sign in "([{") - (sign in ")]}")
        if sign in ",;" and depth == 0:
            out.append(text[last:k])
            last = k + 1
    return [*out, text[last:]]


def matrix_rows(text: str) -> list[list[str]]:
    inside = text.strip()[1:-1]
    if inside.strip()[:1] in "([{":
        return [split(row.strip()[1:-1]) for row in split(inside)]
    return [row.split() if "," not in row else split(row) for row in inside.split(";")]


def relation(text: str) -> tuple[Any, str]:
    """An equation or inequality; a chain such as 1 < x <= 2 is a conjunction."""
    parts = re.split(r"(<=|>=|<|>|=)", text)
    sides, signs = parts[::2], parts[1::2]
    if not 1 <= len(signs) <= 2 or any(not side.strip() for side in sides):
        raise Unreadable("This is not an equation.")
    values = [formulas.expression(side) for side in sides]
    shown = formulas.written(sides[0]) + "".join(
        f" {TEX[sign]} {formulas.written(side)}" for sign, side in zip(signs, sides[1:], strict=True)
    )
    made = [RELATIONS[sign](values[k], values[k + 1], evaluate=False) for k, sign in enumerate(signs)]
    return (made[0] if len(made) == 1 else sp.And(*made, evaluate=False)), shown


TEX = {"<=": r"\le", ">=": r"\ge", "<": "<", ">": ">", "=": "="}
