"""What an expression is, as far as the text tells: a Manim object, class, function or module. None where unsure."""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable, Sequence
from typing import Any

from .scopes import Bindings, Scope, Scopes
from .table import Table

# ("obj", class), ("class", name), ("method", class, name), ("class method", class, name), ("function", node),
# ("manim function", name), ("animate", class), ("module", name); a class of the code's own has a "~" before its name.
Kind = tuple[Any, ...]

CAMERAS = {"MovingCameraScene": "MovingCamera", "ZoomedScene": "MultiCamera", "ThreeDScene": "ThreeDCamera"}
DEPTH = 12
# Lists of more items, names of more bindings and classes of more ancestors are not looked into: what is not known costs nothing.
MOST = 100


class Kinds:
    def __init__(self, scopes: Scopes, table: Table) -> None:
        self.scopes, self.table = scopes, table
        self._known: dict[int, Kind | None] = {}
        self._open: set[int] = set()
        self._values: dict[int, Any] = {}
        self._items: dict[int, Any] = {}
        self._bound: dict[int, Any] = {}
        # For what others find of a node by this.
        self.found: dict[str, dict[int, Any]] = {}

    def of(self, node: ast.AST, depth: int = 0) -> Kind | None:
        key = id(node)
        if key in self._known:
            return self._known[key]
        if key in self._open or depth > DEPTH:
            return None
        self._open.add(key)
        found = self._known[key] = self._of(node, depth + 1)
        self._open.discard(key)
        return found

    def _of(self, node: ast.AST, depth: int) -> Kind | None:
        if isinstance(node, ast.Name):
            return self.named(node.id, self.scopes.of.get(id(node), self.scopes.module), depth)
        if isinstance(node, ast.Attribute):
            return self.attribute(self.of(node.value, depth), node.attr, depth)
        if isinstance(node, ast.Call):
            return self.result(node, self.of(node.func, depth), depth)
        if isinstance(node, ast.NamedExpr):
            return self.of(node.value, depth)
        if isinstance(node, ast.IfExp):
            return self.common([self.of(node.body, depth), self.of(node.orelse, depth)])
        return None

    @staticmethod
    def common(kinds: Sequence[Kind | None]) -> Kind | None:
        return kinds[0] if kinds and kinds[0] is not None and all(kind == kinds[0] for kind in kinds) else None

    def values(self, values: Bindings, depth: int) -> Kind | None:
        """What a name or an attribute is, by all that it is bound to; found once for all its uses."""
        return self.once(self._values, values, None, lambda: self._of_values(values, depth))

    def once(self, known: dict[int, Any], key: Bindings, unknown: Any, find: Callable[[], Any]) -> Any:
        """Remembers by the identity of the key, which the scopes keep; unknown while it is being found."""
        if id(key) not in known:
            known[id(key)] = unknown
            known[id(key)] = find()
        return known[id(key)]

    def _of_values(self, values: Bindings, depth: int) -> Kind | None:
        if len(values) > MOST:
            return None
        kinds = []
        for value in values:
            if value is None:
                return None
            if value[0] == "items":
                kinds.append(self.common([item and self.of(item, depth) for item in self.items(value[1])]))
            else:
                kinds.append(self.of(value[1], depth) if value[0] == "expression" else self.imported(value))
        return self.common(kinds)

    def items(self, node: ast.AST, depth: int = 0) -> Sequence[ast.expr | None]:
        """The items of an expression that the text writes out; none where it does not."""
        if isinstance(node, (ast.List, ast.Tuple)) and len(node.elts) <= MOST and not any(isinstance(e, ast.Starred) for e in node.elts):
            return node.elts
        if isinstance(node, ast.ListComp):
            return [node.elt]
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "range":
            return [ast.Constant(0)]
        if isinstance(node, ast.Name) and depth < DEPTH and (bindings := self.bindings(node)):
            return self.once(self._items, bindings, [], lambda: self._items_of(node, depth + 1))
        return []

    def _items_of(self, node: ast.Name, depth: int) -> Sequence[ast.expr | None]:
        found = []
        for value in self.bound(node, depth):
            found += self.items(value, depth) or [None]
            if len(found) > MOST:
                return []
        return found

    def bindings(self, node: ast.Name) -> Bindings | None:
        scope = self.scopes.of.get(id(node), self.scopes.module).find(node.id)
        return scope.bindings[node.id] if scope else None

    def bound(self, node: ast.Name, depth: int = 0) -> list[Any]:
        """The expressions that a name is bound to; none where one of them is not known."""
        bindings = self.bindings(node)
        return self.once(self._bound, bindings, [], lambda: self._bound_to(bindings, depth)) if bindings else []

    def _bound_to(self, bindings: Bindings, depth: int) -> list[Any]:
        found = []
        for value in bindings:
            more = (
                [value[1]]
                if value and value[0] == "expression"
                else self.items(value[1], depth + 1)
                if value and value[0] == "items"
                else []
            )
            if not more or None in more or len(found) + len(more) > MOST:
                return []
            found += more
        return found

    def imported(self, value: tuple[Any, ...]) -> Kind | None:
        if value[0] != "member":
            return value
        _, module, name = value
        if module.split(".")[0] == "manim":
            return self.export(name)
        return ("module", f"{module}.{name}") if f"{module}.{name}" in self.table.libraries else None

    def export(self, name: str) -> Kind | None:
        kind = self.table.exports.get(name)
        if kind == "class" or kind is None and name in self.table.classes:
            return ("class", name) if name in self.table.classes else None
        if kind == "function":
            return ("manim function", name)
        if name == "np":
            return ("module", "numpy")
        return ("module", "manim." + name) if kind == "module" else None

    def named(self, name: str, scope: Scope, depth: int) -> Kind | None:
        found = scope.find(name)
        if found:
            return self.values(found.bindings[name], depth)
        return self.export(name) if "manim" in self.scopes.star else None

    def attribute(self, base: Kind | None, name: str, depth: int) -> Kind | None:
        if base is None:
            return None
        if base[0] == "module":
            if base[1] == "manim":
                return self.export(name)
            full = f"{base[1]}.{name}"
            if full in self.table.libraries:
                return ("module", full)
            return self.export(name) if base[1].startswith("manim.") and name in self.table.exports else None
        if base[0] == "obj":
            return self.of_object(base[1], name, depth)
        if base[0] == "animate":
            return ("animate", base[1])
        if base[0] == "class":
            return ("class method", base[1], name)
        return None

    def of_object(self, owner: str, name: str, depth: int) -> Kind | None:
        if owner.startswith("~") and any(name in self.own(c) for c in self.user_lineage(owner)):
            return None
        manim = self.manim_base(owner)
        if name in self.scopes.self_values:
            found = self.values(self.scopes.self_values[name], depth)
            # Of a class, it is a method there; of an object, it is none.
            return None if found and found[0] == "function" else found
        if manim is None:
            return None
        if name == "animate" and self.table.is_a(manim, "Mobject"):
            return ("animate", owner)
        if name == "camera" and self.table.is_a(manim, "Scene"):
            return self.camera(owner, manim)
        if name == "frame" and self.table.is_a(manim, "MovingCamera"):
            return ("obj", "ScreenRectangle")
        kind = self.table.attribute_class(manim, name)
        if kind == "Self":
            return ("obj", owner)
        if kind:
            return ("obj", kind)
        return ("method", owner, name) if self.table.method(manim, name) else None

    def camera(self, owner: str, manim: str) -> Kind | None:
        if any(self.chooses_camera(c) for c in self.user_lineage(owner)):
            return None
        return ("obj", next((camera for scene, camera in CAMERAS.items() if self.table.is_a(manim, scene)), "Camera"))

    @functools.cache
    def chooses_camera(self, name: str) -> bool:
        node = self.scopes.classes[name[1:]]
        return bool(node.keywords) or "camera_class" in ast.dump(node)

    def result(self, call: ast.Call, function: Kind | None, depth: int) -> Kind | None:
        if function is None:
            return None
        if function[0] == "class":
            return ("obj", function[1])
        if function[0] == "animate":
            return function
        if function[0] == "manim function":
            if function[1] == "always_redraw" and call.args and isinstance(call.args[0], ast.Lambda):
                return self.of(call.args[0].body, depth)
            signature = self.table.function(function[1])
        elif function[0] in ("method", "class method"):
            manim = self.manim_base(function[1])
            signature = manim and self.table.method(manim, function[2])
        else:
            return None
        if not signature or not signature.returns:
            return None
        return ("obj", function[1] if signature.returns == "Self" else signature.returns)

    # Classes: Manim's by name, the code's own with "~" before the name.

    @functools.cache
    def bases(self, name: str) -> list[str | None]:
        """The classes that one of the code's own extends; None among them where one is not known."""
        node, found = self.scopes.classes[name[1:]], []
        for base in node.bases:
            kind = self.of(base)
            if kind == ("class", name) or kind is None and getattr(base, "id", "") == name[1:]:
                kind = self.export(name[1:])
            named = getattr(base, "id", "")
            if named in ("object", "ABC", "Exception", "Enum", "Protocol"):
                found.append("object" if named == "object" else None)
            else:
                found.append(kind[1] if kind and kind[0] == "class" else None)
        return found

    @functools.cache
    def user_lineage(self, name: str) -> list[str]:
        """The class and those of the code's own that it extends, each once; at most MOST."""
        found: list[str] = []
        left: list[str | None] = [name]
        while left and len(found) < MOST:
            above = left.pop()
            if above and above.startswith("~") and above not in found and above[1:] in self.scopes.classes:
                found.append(above)
                left += reversed(self.bases(above))
        return found

    @functools.cached_property
    def extended(self) -> set[str | None]:
        """The classes that one of the code's own extends."""
        return {base for name in self.scopes.classes for base in self.bases("~" + name)}

    @functools.cache
    def manim_base(self, name: str) -> str | None:
        if not name.startswith("~"):
            return name if name in self.table.classes else None
        for owner in self.user_lineage(name):
            for base in self.bases(owner):
                if base and base in self.table.classes:
                    return base
        return None

    @functools.cache
    def own(self, name: str) -> set[str]:
        found = set()
        for item in self.scopes.classes[name[1:]].body:
            if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                found.add(item.name)
        return found

    @functools.cache
    def members(self, name: str) -> set[str] | None:
        """Every attribute that an object of the class has, or None where not all are known."""
        if not name.startswith("~"):
            return self.table.members(name) if name in self.table.classes else None
        found, lineage = set(), self.user_lineage(name)
        if len(lineage) >= MOST:
            return None
        for owner in lineage:
            node = self.scopes.classes[owner[1:]]
            found |= self.own(owner)
            if "__getattr__" in found or "__getattribute__" in found or node.keywords or node.decorator_list:
                return None
            for base in self.bases(owner):
                if base is None:
                    return None
                if base in self.table.classes:
                    found |= self.table.members(base)
        return found
