"""Manim's own class table, as describe_manim.py wrote it."""

from __future__ import annotations

import ast
import functools
import json
import os
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

PART = re.compile(r"(\*?)(\w+)(!?)(@?)(?::(\S+))?$")


class Parameter:
    """What a parameter takes, as describe_manim.py writes it; "" where that is not known."""

    def __init__(self, text: str = "") -> None:
        codes, _, texts = text.partition("=")
        self.kinds = re.sub(r"\d", "", codes)
        self.arity = int(codes[-1]) if codes[-1:].isdigit() else None
        self.texts = texts.split(",") if texts else []


# The Parameter of each keyword that is accepted.
Accepted = dict[str, "Parameter"]


class Signature:
    """A parsed signature; see describe_manim.py for its text."""

    def __init__(self, text: str) -> None:
        parameters, _, self.returns = text.partition("->")
        self.returns = self.returns.strip()
        self.positional: list[str] = []
        self.keyword_only: list[str] = []
        self.required: list[str] = []
        self.points: set[str] = set()
        self.parameters: Accepted = {}
        self.rest: Parameter | None = None
        self.rest_points = self.any_keyword = False
        target = self.positional
        for part in parameters.split():
            if part == "**":
                self.any_keyword = True
            elif part == "|":
                target = self.keyword_only
            else:
                if not (match := PART.match(part)):
                    raise ValueError(f"{part} is no parameter: see describe_manim.py")
                star, name, required, point, takes = match.groups()
                if star:
                    self.rest, self.rest_points, target = Parameter(takes or ""), bool(point), self.keyword_only
                    continue
                target.append(name)
                self.parameters[name] = Parameter(takes or "")
                if required:
                    self.required.append(name)
                if point:
                    self.points.add(name)

    def given(self, call: ast.Call) -> Iterator[tuple[str | None, Parameter, ast.expr]]:
        """The parameters that a call without a star gives, as (name, Parameter, value)."""
        for name, value in zip(self.positional, call.args, strict=False):
            yield name, self.parameters[name], value
        if self.rest:
            for value in call.args[len(self.positional) :]:
                yield None, self.rest, value


class Table:
    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.version = data["version"]
        self.exports = data["exports"]
        self.classes = data["classes"]
        self.functions = data["functions"]
        self.animating = set(data["animating"])
        self.given = set(data["given"])
        self.modules = set(data["modules"])
        self.manim_modules = set(data["manimModules"])
        self.module_names = {name: set(names) for name, names in data["moduleNames"].items()}
        self.libraries = {name: set(names) for name, names in data["libraries"].items()}
        self.tex_commands = set(data["texCommands"])
        self.tex_characters = set(data["texCharacters"])
        self.math_characters = set(data["mathCharacters"])
        self.builtins = set(data["builtins"])
        self.colours = set(data["colours"])
        self.vocabulary = set(data["words"]) | set(self.exports) | self.builtins
        # What functools.lru_cache adds to a function.
        self.vocabulary |= {"cache_clear", "cache_info"} | self.given
        for name, names in self.libraries.items():
            if not name.startswith("manim."):
                self.vocabulary |= names
        for row in self.classes.values():
            self.vocabulary.update(row.get("methods", ()))
            self.vocabulary.update(row.get("attributes", ()))

    def web_colour(self, said: str) -> str | None:
        """The name by which Manim knows a colour of the web, such as LIGHT_GREEN or "light green"; None where it is none."""
        name = re.sub(r"[ _-]", "", said).upper()
        return f"SVGNAMES.{name}" if name in self.module_names.get("manim.utils.color.SVGNAMES", ()) else None

    def lineage(self, name: str) -> list[str]:
        row = self.classes.get(name)
        return [name, *(base for base in row["mro"] if base in self.classes)] if row else []

    def is_a(self, name: str, base: str) -> bool:
        row = self.classes.get(name)
        return row is not None and (name == base or base in row["mro"])

    @functools.cache
    def members(self, name: str) -> set[str]:
        found = set()
        for owner in self.lineage(name):
            found.update(self.classes[owner].get("methods", ()))
            found.update(self.classes[owner].get("attributes", ()))
        return found

    @functools.cache
    def mobject_words(self) -> set[str]:
        """What any mobject or scene has."""
        return set().union(*(self.members(name) for name in self.classes if self.is_a(name, "Mobject") or self.is_a(name, "Scene")))

    @functools.cache
    def method(self, name: str, method: str) -> Signature | None:
        for owner in self.lineage(name):
            if method in self.classes[owner].get("methods", ()):
                return Signature(self.classes[owner]["methods"][method])
            if method in self.classes[owner].get("attributes", ()):
                return None
        return None

    def attribute_class(self, name: str, attribute: str) -> str:
        for owner in self.lineage(name):
            kind = self.classes[owner].get("attributes", {}).get(attribute)
            if kind:
                return kind
        return ""

    @functools.cache
    def constructor(self, name: str) -> tuple[Signature | None, Accepted | None]:
        """The nearest __init__, and the Parameter of every keyword that it and those it passes keywords on to take (None: any)."""
        first, accepted, taken = None, {}, set()
        for owner in self.lineage(name):
            text = self.classes[owner].get("init")
            if text is None:
                continue
            signature = Signature(text)
            first = first or signature
            more = {key: what for key, what in signature.parameters.items() if key not in taken}
            accepted = more | accepted
            passes = self.classes[owner].get("passes", {}).get("__init__", [])
            above = [to.split() for to in passes if to.split()[0].endswith(".__init__")]
            for target, count, *keywords in (to.split() for to in passes if not to.split()[0].endswith(".__init__")):
                more = None if target == "?" else self.takes(name, owner, target, int(count), keywords)
                if more is None:
                    return first, None
                accepted = more | accepted
            if above:
                taken |= set.intersection(*(set(to[2:]) for to in above)) - set(signature.parameters)
            if not signature.any_keyword:
                return first, accepted
        return first, None if first is None or first.any_keyword else accepted

    @functools.cache
    def keywords(self, name: str, method: str, above: str | None = None) -> Accepted | None:
        """The Parameter of every keyword that a method and those it passes keywords on to take; None: any."""
        lineage = self.lineage(name)
        for owner in lineage[lineage.index(above) + 1 :] if above else lineage:
            row = self.classes[owner]
            if method not in row.get("methods", ()):
                continue
            signature = Signature(row["methods"][method])
            if not signature.any_keyword:
                return signature.parameters
            if method not in row.get("passes", {}):
                return None
            accepted = dict(signature.parameters)
            for target, count, *keywords in (to.split() for to in row["passes"][method]):
                more = self.takes(name, owner, target, int(count), keywords)
                if more is None:
                    return None
                accepted = more | accepted
            return accepted
        return None

    def takes(self, name: str, owner: str, target: str, count: int, given: list[str]) -> Accepted | None:
        """The keywords that a target of "passes" takes beside those that the call gives already; None: any."""
        of, _, method = target.rpartition(".")
        if not of and method and not target.startswith("."):
            if method not in self.classes:
                return None
            signature, found = self.constructor(method)
        elif target.startswith("."):
            return self.anywhere(method)
        else:
            start = name if of in ("self", "super") else of
            signature = self.method(start, method)
            found = self.keywords(start, method, owner if of == "super" else None)
        if found is None or signature is None:
            return None
        taken = {*given, *signature.positional[:count]}
        return {key: what for key, what in found.items() if key not in taken}

    @functools.cache
    def anywhere(self, method: str) -> Accepted | None:
        """The keywords of all methods of a name; None: any."""
        found = {}
        for name, row in self.classes.items():
            if method in row.get("methods", ()) and not name.startswith("OpenGL"):
                more = Signature(row["methods"][method])
                if more.any_keyword:
                    return None
                found |= dict.fromkeys(more.parameters, Parameter())
        return found or None

    @functools.cache
    def owners(self, method: str) -> list[str]:
        """The classes that have a method of a name, one for each signature."""
        found = {}
        for name, row in self.classes.items():
            if method in row.get("methods", ()) and not name.startswith("OpenGL"):
                found.setdefault((row["methods"][method], tuple(row.get("passes", {}).get(method, ()))), name)
        return list(found.values())

    @functools.cache
    def is_static(self, name: str, method: str) -> bool:
        """Whether a method is called without an object."""
        return any(method in self.classes[owner].get("static", ()) for owner in self.lineage(name))

    @functools.cache
    def function(self, name: str) -> Signature | None:
        text = self.functions.get(name)
        return Signature(text) if text else None


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name that was surely meant, or None."""
    names = list(names)
    if same := next((n for n in names if n.lower() == name.lower()), None):
        return same
    # What is much longer or has other letters is not so near; to compare with every name takes longer than all else.
    shortest, longest = len(name) / 1.5, len(name) * 1.5
    letters = set(name)
    likely = [
        n for n in names if shortest <= len(n) <= longest and not n.startswith("_") and 2 * len(letters.intersection(n)) >= len(letters)
    ]
    found = get_close_matches(name, likely, 1, 0.8)
    return found[0] if found else None


@functools.cache
def load() -> Table:
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "manim.json"), encoding="utf-8") as file:
        return Table(json.load(file))
