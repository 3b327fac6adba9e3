"""What an expression is, as far as the text tells: a Manim object, class, function or module. None where unsure."""
import ast
import functools

CAMERAS = {"MovingCameraScene": "MovingCamera", "ZoomedScene": "MultiCamera", "ThreeDScene": "ThreeDCamera"}
DEPTH = 12
# Lists of more items, names of more bindings and classes of more ancestors are not looked into: what is not known costs nothing.
MOST = 100


class Kinds:
    def __init__(self, scopes, table):
        self.scopes, self.table = scopes, table
        self._known, self._open = {}, set()
        self._values, self._items, self._bound = {}, {}, {}
        # For what others find of a node by this.
        self.found = {}

    def of(self, node, depth=0):
        key = id(node)
        if key in self._known:
            return self._known[key]
        if key in self._open or depth > DEPTH:
            return None
        self._open.add(key)
        found = self._known[key] = self._of(node, depth + 1)
        self._open.discard(key)
        return found

    def _of(self, node, depth):
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
    def common(kinds):
        return kinds[0] if kinds and kinds[0] is not None and all(kind == kinds[0] for kind in kinds) else None

    def values(self, values, depth):
        """What a name or an attribute is, by all that it is bound to; found once for all its uses."""
        return self.once(self._values, values, None, lambda: self._of_values(values, depth))

    def once(self, known, key, unknown, find):
        """Remembers by the identity of the key, which the scopes keep; unknown while it is being found."""
        if id(key) not in known:
            known[id(key)] = unknown
            known[id(key)] = find()
        return known[id(key)]

    def _of_values(self, values, depth):
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

    def items(self, node, depth=0):
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

    def _items_of(self, node, depth):
        found = []
        for value in self.bound(node, depth):
            found += self.items(value, depth) or [None]
            if len(found) > MOST:
                return []
        return found

    def bindings(self, node):
        scope = self.scopes.of.get(id(node), self.scopes.module).find(node.id)
        return scope.bindings[node.id] if scope else None

    def bound(self, node, depth=0):
        """The expressions that a name is bound to; none where one of them is not known."""
        bindings = self.bindings(node)
        return self.once(self._bound, bindings, [], lambda: self._bound_to(bindings, depth)) if bindings else []

    def _bound_to(self, bindings, depth):
        found = []
        for value in bindings:
            more = [value[1]] if value and value[0] == "expression" else self.items(value[1], depth + 1) if value and value[0] == "items" else []
            if not more or None in more or len(found) + len(more) > MOST:
                return []
            found += more
        return found

    def imported(self, value):
        if value[0] != "member":
            return value
        _, module, name = value
        if module.split(".")[0] == "manim":
            return self.export(name)
        return ("module", f"{module}.{name}") if f"{module}.{name}" in self.table.libraries else None

    def export(self, name):
        kind = self.table.exports.get(name)
        if kind == "class" or kind is None and name in self.table.classes:
            return ("class", name) if name in self.table.classes else None
        if kind == "function":
            return ("manim function", name)
        if name == "np":
            return ("module", "numpy")
        return ("module", "manim." + name) if kind == "module" else None

    def named(self, name, scope, depth):
        found = scope.find(name)
        if found:
            return self.values(found.bindings[name], depth)
        return self.export(name) if "manim" in self.scopes.star else None

    def attribute(self, base, name, depth):
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

    def of_object(self, owner, name, depth):
        if owner.startswith("~") and any(name in self.own(c) for c in self.user_lineage(owner)):
            return None
        manim = self.manim_base(owner)
        if name in self.scopes.self_values:
            return self.values(self.scopes.self_values[name], depth)
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

    def camera(self, owner, manim):
        if any(self.chooses_camera(c) for c in self.user_lineage(owner)):
            return None
        return ("obj", next((camera for scene, camera in CAMERAS.items() if self.table.is_a(manim, scene)), "Camera"))

    @functools.lru_cache(maxsize=None)
    def chooses_camera(self, name):
        node = self.scopes.classes[name[1:]]
        return bool(node.keywords) or "camera_class" in ast.dump(node)

    def result(self, call, function, depth):
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

    @functools.lru_cache(maxsize=None)
    def bases(self, name):
        """The classes that one of the code's own extends; None among them where one is not known."""
        node, found = self.scopes.classes[name[1:]], []
        for base in node.bases:
            kind = self.of(base)
            if kind == ("class", name) or kind is None and getattr(base, "id", "") == name[1:]:
                kind = self.export(name[1:])
            if getattr(base, "id", "") in ("object", "ABC", "Exception", "Enum", "Protocol"):
                found.append("object" if base.id == "object" else None)
            else:
                found.append(kind[1] if kind and kind[0] == "class" else None)
        return found

    @functools.lru_cache(maxsize=None)
    def user_lineage(self, name):
        """The class and those of the code's own that it extends, each once; at most MOST."""
        found, left = [], [name]
        while left and len(found) < MOST:
            name = left.pop()
            if name and name.startswith("~") and name not in found and name[1:] in self.scopes.classes:
                found.append(name)
                left += reversed(self.bases(name))
        return found

    @functools.lru_cache(maxsize=None)
    def manim_base(self, name):
        if not name.startswith("~"):
            return name if name in self.table.classes else None
        for owner in self.user_lineage(name):
            for base in self.bases(owner):
                if base and base in self.table.classes:
                    return base
        return None

    @functools.lru_cache(maxsize=None)
    def own(self, name):
        found = set()
        for item in self.scopes.classes[name[1:]].body:
            if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                found.add(item.name)
        return found

    @functools.lru_cache(maxsize=None)
    def members(self, name):
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
