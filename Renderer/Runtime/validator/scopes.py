"""Which names a module binds, where, and to what."""
import ast


class Scope:
    def __init__(self, kind, parent, owner=None):
        self.kind, self.parent, self.owner = kind, parent, owner
        self.bindings, self.outer = {}, set()

    def bind(self, name, value=None):
        """Value: an expression with its scope, or one of the items of an expression, or a kind, or None where it is not known."""
        scope = self
        if name in self.outer:
            while scope.parent and (scope.kind != "module"):
                scope = scope.parent
        scope.bindings.setdefault(name, []).append(value)

    def find(self, name):
        scope, direct = self, True
        while scope:
            if name in scope.bindings and name not in scope.outer and (scope.kind != "class" or direct):
                return scope
            direct = direct and scope.kind == "comprehension"
            scope = scope.parent
        return None


class Scopes(ast.NodeVisitor):
    """Walks a module once: a scope for every node that may name something."""

    def __init__(self, tree):
        self.module = self.current = Scope("module", None)
        self.of = {}
        self.classes = {}
        self.attributes = set()
        self.self_values = {}
        self.imports, self.star, self.open_names, self.open_attributes = [], [], False, False
        self.guarded, self.lazy = set(), set()
        self.visit(tree)

    def generic_visit(self, node):
        self.of[id(node)] = self.current
        super().generic_visit(node)

    def inside(self, kind, nodes, owner=None):
        self.current = Scope(kind, self.current, owner)
        for node in nodes:
            self.visit(node)
        self.current = self.current.parent

    def function(self, node):
        self.of[id(node)] = self.current
        arguments = node.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        for part in [*getattr(node, "decorator_list", []), *arguments.defaults, *(d for d in arguments.kw_defaults if d)]:
            self.visit(part)
        # Python 3.14 evaluates no annotation before somebody asks for it.
        for part in [*(a.annotation for a in [*every, arguments.vararg, arguments.kwarg] if a and a.annotation), getattr(node, "returns", None)]:
            if part is not None:
                self.lazy.update(id(n) for n in ast.walk(part))
        owner = self.current.owner if self.current.kind == "class" else None
        self.current = Scope("function", self.current, node)
        static = any(getattr(d, "id", "") in ("staticmethod", "classmethod") for d in getattr(node, "decorator_list", []))
        for index, argument in enumerate([*every, *filter(None, (arguments.vararg, arguments.kwarg))]):
            mine = index == 0 and owner is not None and not static
            self.current.bind(argument.arg, ("obj", "~" + owner.name) if mine else None)
        for part in node.body if isinstance(node.body, list) else [node.body]:
            self.visit(part)
        self.current = self.current.parent

    def visit_FunctionDef(self, node):
        self.current.bind(node.name, ("function", node))
        if self.current.kind == "class":
            self.attributes.add(node.name)
        self.function(node)

    visit_AsyncFunctionDef = visit_FunctionDef
    visit_Lambda = function

    def visit_ClassDef(self, node):
        self.of[id(node)] = self.current
        for part in [*node.decorator_list, *node.bases, *(k.value for k in node.keywords)]:
            self.visit(part)
        self.classes.setdefault(node.name, node)
        self.current.bind(node.name, ("class", "~" + node.name))
        self.inside("class", node.body, node)

    def comprehension(self, node):
        self.of[id(node)] = self.current
        parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        self.inside("comprehension", [*node.generators, *parts])

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = comprehension

    def visit_Global(self, node):
        self.current.outer.update(node.names)
        for name in node.names:
            self.module.bindings.setdefault(name, []).append(None)

    def visit_Nonlocal(self, node):
        self.current.outer.update(node.names)
        for name in node.names:
            scope = self.current.parent and self.current.parent.find(name)
            if scope:
                scope.bindings[name].append(None)

    def visit_Name(self, node):
        self.of[id(node)] = self.current
        if isinstance(node.ctx, (ast.Store, ast.Del)):
            self.current.bind(node.id)
        elif node.id in ("exec", "globals", "locals"):
            self.open_names = self.open_attributes = True
        elif node.id in ("vars", "eval"):
            self.open_attributes = True

    def assign(self, target, value):
        if isinstance(target, ast.Name):
            self.of[id(target)] = self.current
            self.current.bind(target.id, ("expression", value, self.current) if value is not None else None)
            if self.current.kind == "class":
                self.attributes.add(target.id)
        elif isinstance(target, ast.Attribute):
            self.attributes.add(target.attr)
            self.self_values.setdefault(target.attr, []).append(("expression", value, self.current) if value is not None else None)
            self.visit(target)
        elif isinstance(target, (ast.Tuple, ast.List)):
            matched = isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts) and not any(
                isinstance(e, ast.Starred) for e in [*value.elts, *target.elts])
            for index, item in enumerate(target.elts):
                self.assign(item, value.elts[index] if matched else None)
        elif isinstance(target, ast.Starred):
            self.assign(target.value, None)
        else:
            self.visit(target)

    def loop(self, target, iterable):
        """What a loop gives to its names: for a, for i, a in enumerate(...), and for a, b in zip(...)."""
        name = getattr(iterable.func, "id", "") if isinstance(iterable, ast.Call) else ""
        of = iterable.args if name == "zip" else [None, *iterable.args[:1]] if name == "enumerate" else None
        if isinstance(target, ast.Name):
            self.of[id(target)] = self.current
            self.current.bind(target.id, None if of else ("items", iterable, self.current))
        elif isinstance(target, ast.Tuple) and of and len(of) == len(target.elts):
            for item, part in zip(target.elts, of):
                if part is None or isinstance(part, ast.Starred):
                    self.assign(item, None if part else ast.Constant(0))
                else:
                    self.loop(item, part)
        else:
            self.assign(target, None)

    def visit_Assign(self, node):
        self.of[id(node)] = self.current
        self.visit(node.value)
        for target in node.targets:
            self.assign(target, node.value)

    def visit_AnnAssign(self, node):
        self.of[id(node)] = self.current
        self.lazy.update(id(n) for n in ast.walk(node.annotation))
        if node.value:
            self.visit(node.value)
        self.assign(node.target, node.value)

    def visit_AugAssign(self, node):
        self.of[id(node)] = self.current
        self.visit(node.value)
        self.assign(node.target, None)

    def visit_NamedExpr(self, node):
        self.visit(node.value)
        scope = self.current
        while scope.kind == "comprehension":
            scope = scope.parent
        scope.bind(node.target.id, ("expression", node.value, self.current))
        self.of[id(node)] = self.current

    def visit_For(self, node):
        self.of[id(node)] = self.current
        self.visit(node.iter)
        self.loop(node.target, node.iter)
        for part in [*node.body, *node.orelse]:
            self.visit(part)

    visit_AsyncFor = visit_For

    def visit_comprehension(self, node):
        self.visit(node.iter)
        self.loop(node.target, node.iter)
        for part in node.ifs:
            self.visit(part)

    def visit_With(self, node):
        self.of[id(node)] = self.current
        for item in node.items:
            self.visit(item.context_expr)
            if item.optional_vars:
                self.assign(item.optional_vars, None)
        for part in node.body:
            self.visit(part)

    visit_AsyncWith = visit_With

    def visit_ExceptHandler(self, node):
        if node.name:
            self.current.bind(node.name)
        self.generic_visit(node)

    def visit_Try(self, node):
        if node.handlers:
            for part in node.body:
                self.guarded.update(id(n) for n in ast.walk(part))
        self.generic_visit(node)

    visit_TryStar = visit_Try

    def visit_If(self, node):
        if ast.unparse(node.test) == "__name__ == '__main__'":
            # A scene's module is imported: this never runs.
            for part in node.body:
                self.guarded.update(id(n) for n in ast.walk(part))
        self.generic_visit(node)

    def visit_MatchAs(self, node):
        if node.name:
            self.current.bind(node.name)
        self.generic_visit(node)

    def visit_MatchStar(self, node):
        if node.name:
            self.current.bind(node.name)

    def visit_MatchMapping(self, node):
        if node.rest:
            self.current.bind(node.rest)
        self.generic_visit(node)

    def visit_Import(self, node):
        self.of[id(node)] = self.current
        for alias in node.names:
            self.imports.append((node, alias.name))
            name = alias.name if alias.asname else alias.name.split(".")[0]
            self.current.bind(alias.asname or name, ("module", name))

    def visit_ImportFrom(self, node):
        self.of[id(node)] = self.current
        module = node.module or ""
        self.imports.append((node, module))
        for alias in node.names:
            if alias.name == "*":
                self.star.append(module)
            else:
                self.current.bind(alias.asname or alias.name, ("member", module, alias.name))

    def visit_Call(self, node):
        name = getattr(node.func, "id", "")
        if name in ("setattr", "hasattr", "getattr", "delattr") and len(node.args) > 1:
            if isinstance(node.args[1], ast.Constant) and isinstance(node.args[1].value, str):
                self.attributes.add(node.args[1].value)
            elif name == "setattr":
                self.open_attributes = True
        # What is named in a text or by a keyword is an attribute of what comes back.
        called = name or getattr(node.func, "attr", "")
        if called in ("namedtuple", "make_dataclass", "TypedDict", "Enum"):
            texts = [n.value for a in node.args for n in ast.walk(a) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
            self.attributes.update(word for text in texts for word in text.replace(",", " ").split())
        if called in ("set", "SimpleNamespace", "Namespace", "namedtuple", "replace"):
            self.attributes.update(k.arg for k in node.keywords if k.arg)
        self.generic_visit(node)

    def visit_Attribute(self, node):
        if node.attr == "__dict__":
            self.open_attributes = True
        elif isinstance(node.ctx, (ast.Store, ast.Del)):
            self.attributes.add(node.attr)
        self.generic_visit(node)
