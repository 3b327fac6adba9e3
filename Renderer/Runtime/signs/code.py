"""Undoes in code what a phone or a word processor did to it, and nowhere in what the code shows: not within its strings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import table

DOUBLE = frozenset({"double-quote", "guillemet", "corner-quote"})
SINGLE = frozenset({"single-quote", "angle-quote", "prime"})
OPENING = {"“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", "｢": "｣"}

# A string of one line is not longer than this if its quotes are typographic: searching costs its length for each quote.
REACH = 1_000

# What is said of each kind that was replaced.
QUOTES = "Typographic quotes were replaced by plain ones."
SPACES = "No-break and other special spaces were replaced by plain ones."
INVISIBLE = "Invisible signs were removed."
DASHES = "Typographic dashes and minus signs were replaced by plain ones."
WIDE = "Full-width signs were replaced by plain ones."
SIGNS = "Typographic signs were replaced by those of Python."
POWERS = "Superscripts and fractions were written as Python writes them."
SAID = {
    "space": SPACES,
    "line-end": SPACES,
    "invisible": INVISIBLE,
    "invisible-times": INVISIBLE,
    "joiner": INVISIBLE,
    "direction": INVISIBLE,
    "hyphen": DASHES,
    "dash": DASHES,
    "minus": DASHES,
    "full-width": WIDE,
    "punctuation": WIDE,
    "digit": WIDE,
    "plus": SIGNS,
    "times": SIGNS,
    "divide": SIGNS,
    "relation": SIGNS,
    "arrow": SIGNS,
    "ellipsis": SIGNS,
    "decimal-point": SIGNS,
    "thousands-separator": SIGNS,
    "abbreviation": SIGNS,
}

# What may stand after a string: an operator, a bracket, another string, a word of Python, or the end.
AFTER = re.compile(r"""[ \t]*(?:[])}\[,:;.+\-*/%=<>!&|^@#"'\\]|(?:if|else|in|for|and|or|not|is|as|from)\b|$)""")
PREFIX = re.compile(r"(?i)(?<![\w])(?:[rbfu]|rb|br|rf|fr)$")


def undo(text: str) -> tuple[str, list[str]]:
    """The code with plain signs outside its strings and comments, and what was done; the same text where there is nothing to do."""
    if text.isascii():
        return text, []
    writer = Writer(text)
    writer.run()
    return "".join(writer.out), list(writer.said)


class Writer:
    """One pass over a text. Every step moves on by at least one sign, and looks no further than its line or its string."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.out: list[str] = []
        self.said: dict[str, None] = {}

    def run(self) -> None:
        text = self.text
        while self.at < len(text):
            character = text[self.at]
            if character == "#":
                self.keep(self.line_end())
            elif character in "\"'":
                self.string(character)
            elif character.isascii():
                self.keep(self.at + 1)
            else:
                self.sign(character)

    def sign(self, character: str) -> None:
        sign = table.of(character)
        if sign is None:
            self.keep(self.at + 1)
        elif sign.kind in DOUBLE or sign.kind in SINGLE:
            self.quote(sign)
        elif sign.kind in ("superscript", "fraction"):
            self.power(sign)
        elif sign.kind in SAID:
            plain = "" if sign.kind == "invisible-times" else sign.plain
            self.put(plain, self.at + 1, SAID[sign.kind])
        else:
            self.keep(self.at + 1)

    def string(self, mark: str) -> None:
        """A string that begins with a plain quote; its end may have become typographic."""
        text, start = self.text, self.at
        if text.startswith(mark * 3, start):
            end = self.closing(start + 3, mark * 3, len(text))
            self.keep(len(text) if end is None else end + 3)
            return
        line = self.line_end()
        end = self.closing(start + 1, mark, line)
        if end is not None:
            self.keep(end + 1)
            return
        for place in self.quotes(start + 1, line, DOUBLE if mark == '"' else SINGLE):
            if self.may_follow(place + 1, line):
                self.keep(place)
                self.put(mark, place + 1, QUOTES)
                return
        self.keep(line if mark == '"' else start + 1)

    def quote(self, sign: table.Sign) -> None:
        """A quote that became typographic: a string is read to its end, any other such sign becomes plain by itself."""
        text, start = self.text, self.at
        kinds, mark = (DOUBLE, '"') if sign.kind in DOUBLE or sign.plain == '"' else (SINGLE, "'")
        before = "".join(self.out[-3:])[-3:]
        prefix = PREFIX.search(before)
        follows = before[-1:].isalnum() and not prefix or before[-1:] == "_"
        if follows and (kinds is SINGLE or text[start] not in OPENING):
            self.keep(start + 1)  # an apostrophe
            return
        if self.is_quote(start + 1, kinds, mark) and self.is_quote(start + 2, kinds, mark):
            end = next((p for p in range(start + 3, len(text) - 2) if all(self.is_quote(p + n, kinds, mark) for n in range(3))), None)
            if end is not None:
                self.put(mark * 3, start + 3, QUOTES)
                self.keep(end)
                self.put(mark * 3, end + 3, QUOTES)
                return
        line = self.reach()
        end = self.end_of(start, line, kinds, mark)
        if end is None:
            self.put(mark, start + 1, QUOTES)
            return
        self.whole(text[start + 1 : end], mark, (prefix.group() if prefix else "").lower())
        self.at = end + 1

    def whole(self, inside: str, mark: str, prefix: str) -> None:
        """Writes a string whose quotes were typographic: what it shows stays as it is."""
        self.said[QUOTES] = None
        if "f" in prefix:
            inside = re.sub(r"\{[^{}]*\}", lambda part: self.expression(part.group(), mark), inside)
        other = "'" if mark == '"' else '"'
        if re.search(rf"(?<!\\){mark}", inside):
            if other not in inside:
                mark = other
            elif "r" in prefix:
                mark = mark * 3
            else:
                inside = re.sub(rf"(?<!\\){mark}", "\\" + mark, inside)
        self.out.append(mark + inside + mark)

    def expression(self, part: str, mark: str) -> str:
        """Code within an f-string: its quotes are those that do not end the string."""
        other = "'" if mark == '"' else '"'
        return "".join(other if table.kind(c) in DOUBLE or table.kind(c) in SINGLE else c for c in part)

    def end_of(self, start: int, line: int, kinds: frozenset[str], mark: str) -> int | None:
        """Where a string that begins with a typographic quote ends, on its line."""
        text = self.text
        if (closing := OPENING.get(text[start])) is not None:
            depth = 1
            for place in range(start + 1, line):
                depth += -1 if text[place] in closing else int(text[place] == text[start])
                if depth == 0:
                    if self.may_follow(place + 1, line) and not self.is_doubled(place, line):
                        return place
                    break
        for place in range(start + 1, line):
            if not self.is_quote(place, kinds, mark) or text[place - 1] == "\\" or not self.may_follow(place + 1, line):
                continue
            if not self.is_doubled(place, line):
                return place
        return None

    def power(self, sign: table.Sign) -> None:
        text, end = self.text, self.at + 1
        before = "".join(self.out[-2:])[-1:]
        if sign.kind == "fraction":
            if before.isdigit():
                self.keep(end)  # 2½ in the middle of a number: who knows what it multiplies
            else:
                self.put(f"({sign.plain})", end, POWERS)
            return
        if not (before.isalnum() or before in ")]_") or not before:
            self.keep(end)
            return
        run = sign.plain
        while end < len(text) and table.kind(text[end]) == "superscript":
            run += table.table()[text[end]].plain
            end += 1
        self.put(f"**{run}" if run.isalnum() else f"**({run})", end, POWERS)

    def quotes(self, start: int, end: int, kinds: frozenset[str]) -> Iterator[int]:
        return (place for place in range(start, end) if table.kind(self.text[place]) in kinds)

    def is_quote(self, place: int, kinds: frozenset[str], mark: str) -> bool:
        return place < len(self.text) and (self.text[place] == mark or table.kind(self.text[place]) in kinds)

    def may_follow(self, place: int, line: int) -> bool:
        """Whether what stands here may stand after a string."""
        rest = table.replaced(self.text[place : min(line, place + 20)], FOLLOWING)
        return AFTER.match(rest) is not None or table.kind(self.text[place]) in ("arrow", "relation")

    def is_doubled(self, place: int, line: int) -> bool:
        """Whether another quote of the same form follows at once and may end the string in its place, as after 10 inches."""
        return place + 1 < line and self.text[place + 1] == self.text[place] and self.may_follow(place + 2, line)

    def closing(self, start: int, mark: str, end: int) -> int | None:
        place = start
        while (found := self.text.find(mark, place, end)) >= 0:
            slashes = 0
            while self.text[found - slashes - 1] == "\\" and found - slashes - 1 >= start:
                slashes += 1
            if slashes % 2 == 0:
                return found
            place = found + 1
        return None

    def line_end(self) -> int:
        end = self.text.find("\n", self.at)
        return len(self.text) if end < 0 else end

    def reach(self) -> int:
        """Where the search for the end of a string ends: the line's end, and for a very long line sooner."""
        return min(self.line_end(), self.at + REACH)

    def keep(self, end: int) -> None:
        self.out.append(self.text[self.at : end])
        self.at = end

    def put(self, plain: str, end: int, said: str) -> None:
        self.out.append(plain)
        self.said[said] = None
        self.at = end


FOLLOWING = frozenset(SAID) | DOUBLE | SINGLE
