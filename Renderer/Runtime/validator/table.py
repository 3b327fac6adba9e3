"""Manim's own class table, as describe_manim.py wrote it."""
import functools
import json
import os
from difflib import get_close_matches


class Signature:
    """A parsed signature; see describe_manim.py for its text."""

    def __init__(self, text):
        parameters, _, self.returns = text.partition("->")
        self.returns = self.returns.strip()
        self.positional, self.keyword_only, self.required, self.points = [], [], [], set()
        self.rest = self.rest_points = self.any_keyword = False
        target = self.positional
        for part in parameters.split():
            if part == "**":
                self.any_keyword = True
            elif part == "|":
                target = self.keyword_only
            elif part.startswith("*"):
                self.rest, self.rest_points, target = True, part.endswith("@"), self.keyword_only
            else:
                name = part.rstrip("!@")
                target.append(name)
                if "!" in part:
                    self.required.append(name)
                if part.endswith("@"):
                    self.points.add(name)

    @property
    def names(self):
        return self.positional + self.keyword_only


class Table:
    def __init__(self, data):
        self.data = data
        self.version = data["version"]
        self.exports = data["exports"]
        self.classes = data["classes"]
        self.functions = data["functions"]
        self.animating = set(data["animating"])
        self.given = set(data["given"])
        self.modules = set(data["modules"])
        self.manim_modules = set(data["manimModules"])
        self.libraries = {name: set(names) for name, names in data["libraries"].items()}
        self.tex_commands = set(data["texCommands"])
        self.tex_characters = set(data["texCharacters"])
        self.math_characters = set(data["mathCharacters"])
        self.builtins = set(data["builtins"])
        self.vocabulary = set(data["words"]) | set(self.exports) | self.builtins
        # What functools.lru_cache adds to a function.
        self.vocabulary |= {"cache_clear", "cache_info"} | self.given
        for names in self.libraries.values():
            self.vocabulary |= names
        for row in self.classes.values():
            self.vocabulary.update(row.get("methods", ()))
            self.vocabulary.update(row.get("attributes", ()))

    def lineage(self, name):
        row = self.classes.get(name)
        return [name, *(base for base in row["mro"] if base in self.classes)] if row else []

    def is_a(self, name, base):
        row = self.classes.get(name)
        return row is not None and (name == base or base in row["mro"])

    @functools.lru_cache(maxsize=None)
    def members(self, name):
        found = set()
        for owner in self.lineage(name):
            found.update(self.classes[owner].get("methods", ()))
            found.update(self.classes[owner].get("attributes", ()))
        return found

    @functools.lru_cache(maxsize=None)
    def method(self, name, method):
        for owner in self.lineage(name):
            if method in self.classes[owner].get("methods", ()):
                return Signature(self.classes[owner]["methods"][method])
            if method in self.classes[owner].get("attributes", ()):
                return None
        return None

    def attribute_class(self, name, attribute):
        for owner in self.lineage(name):
            kind = self.classes[owner].get("attributes", {}).get(attribute)
            if kind:
                return kind
        return ""

    @functools.lru_cache(maxsize=None)
    def constructor(self, name):
        """The nearest __init__, and every keyword that it and those it passes keywords on to accept (None: any)."""
        first, accepted = None, set()
        for owner in self.lineage(name):
            text = self.classes[owner].get("init")
            if text is None:
                continue
            signature = Signature(text)
            first = first or signature
            accepted.update(signature.names)
            for other in self.classes[owner].get("forwards", ()):
                more = self.constructor(other)[1] if other in self.classes else None
                if more is None:
                    return first, None
                accepted |= more
            if not signature.any_keyword:
                return first, accepted
        return first, None if first is None or first.any_keyword else accepted

    @functools.lru_cache(maxsize=None)
    def function(self, name):
        text = self.functions.get(name)
        return Signature(text) if text else None


def nearest(name, names):
    """The name that was surely meant, or None."""
    found = get_close_matches(name, [n for n in names if not n.startswith("_")], 1, 0.8)
    return found[0] if found else None


@functools.lru_cache(maxsize=None)
def load():
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "manim.json"), encoding="utf-8") as file:
        return Table(json.load(file))
