"""Which names a module binds, where, and to what."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
# What a name is bound to at one place: ("expression", node, scope), ("items", node, scope), ("function", node),
# ("class", name), ("obj", name), ("module", name), ("member", module, name); None where that is not known.
Binding = tuple[Any, ...] | None
Bindings = list[Binding]


class Scope:
    def __init__(self, kind: str, parent: Scope | None, owner: ast.AST | None = None) -> None:
        self.kind, self.parent, self.owner = kind, parent, owner
        self.bindings: dict[str, Bindings] = {}
        self.outer: set[str] = set()

    def bind(self, name: str, value: Binding = None) -> None:
        """Value: an expression with its scope, or one of the items of an expression, or a kind, or None where it is not known."""
        scope = self
        if name in self.outer:
            while scope.parent and (scope.kind != "module"):
                scope = scope.parent
        scope.bindings.setdefault(name, []).append(value)

    def find(self, name: str) -> Scope | None:
        scope: Scope | None = self
        direct = True
        while scope:
            if name in scope.bindings and name not in scope.outer and (scope.kind != "class" or direct):
                return scope
            direct = direct and scope.kind == "comprehension"
            scope = scope.parent
        return None


def is_idle(test: ast.expr) -> bool:
    """Whether a branch never runs: a scene's module is imported, and nothing checks its types."""
    words = {n.id if isinstance(n, ast.Name) else n.value for n in ast.walk(test) if isinstance(n, (ast.Name, ast.Constant))}
    if isinstance(test, ast.Compare) and words == {"__name__", "__main__"}:
        return isinstance(test.ops[0], (ast.Eq, ast.Is))
    return isinstance(test, (ast.Name, ast.Attribute)) and ast.unparse(test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")


class Scopes(ast.NodeVisitor):
    """Walks a module once: a scope for every node that may name something."""

    def __init__(self, tree: ast.Module) -> None:
        self.module = Scope("module", None)
        self.current = self.module
        self.of: dict[int, Scope] = {}
        self.classes: dict[str, ast.ClassDef] = {}
        self.attributes: set[str] = set()
        self.self_values: dict[str, Bindings] = {}
        self.imports: list[tuple[ast.Import | ast.ImportFrom, str]] = []
        self.star: list[str] = []
        self.open_names = self.open_attributes = False
        # Attributes that are set outside of the classes that have them.
        self.given: set[str] = set()
        # Nodes by their id: within a try block, in a branch that never runs, and in annotations that nobody evaluates.
        self.guarded: set[int] = set()
        self.idle: set[int] = set()
        self.lazy: set[int] = set()
        self.visit(tree)

    def generic_visit(self, node: ast.AST) -> None:
        self.of[id(node)] = self.current
        super().generic_visit(node)

    def inside(self, kind: str, nodes: Iterable[ast.AST], owner: ast.AST | None = None) -> None:
        outer, self.current = self.current, Scope(kind, self.current, owner)
        for node in nodes:
            self.visit(node)
        self.current = outer

    def function(self, node: Function) -> None:
        self.of[id(node)] = self.current
        arguments = node.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        for part in [*getattr(node, "decorator_list", []), *arguments.defaults, *(d for d in arguments.kw_defaults if d)]:
            self.visit(part)
        # Python 3.14 evaluates no annotation before somebody asks for it.
        for part in [
            *(a.annotation for a in [*every, arguments.vararg, arguments.kwarg] if a and a.annotation),
            getattr(node, "returns", None),
        ]:
            if part is not None:
                self.lazy.update(id(n) for n in ast.walk(part))
        owner = self.current.owner if isinstance(self.current.owner, ast.ClassDef) else None
        outer = self.current
        self.parameters_of_type(node)
        self.current = Scope("function", self.current, node)
        static = any(getattr(d, "id", "") in ("staticmethod", "classmethod") for d in getattr(node, "decorator_list", []))
        for index, argument in enumerate([*every, *filter(None, (arguments.vararg, arguments.kwarg))]):
            self.current.bind(argument.arg, ("obj", "~" + owner.name) if owner is not None and index == 0 and not static else None)
        for part in node.body if isinstance(node.body, list) else [node.body]:
            self.visit(part)
        self.current = outer

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.current.bind(node.name, ("function", node))
        if self.current.kind == "class":
            self.attributes.add(node.name)
        self.function(node)

    visit_AsyncFunctionDef = visit_FunctionDef
    visit_Lambda = function

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.of[id(node)] = self.current
        for part in node.decorator_list:
            self.visit(part)
        self.classes.setdefault(node.name, node)
        self.current.bind(node.name, ("class", "~" + node.name))
        outer = self.current
        self.parameters_of_type(node)
        for part in [*node.bases, *(k.value for k in node.keywords)]:
            self.visit(part)
        self.inside("class", node.body, node)
        self.current = outer

    def parameters_of_type(self, node: ast.AST) -> None:
        """Those of class Stack[T], def first[T] and type Pair[T], in a scope of their own, which the caller leaves."""
        names = [part.name for part in getattr(node, "type_params", ())]
        if names:
            self.current = Scope("function", self.current)
            for name in names:
                self.current.bind(name)

    def visit_TypeAlias(self, node: Any) -> None:
        self.of[id(node)] = self.current
        self.current.bind(node.name.id)
        outer = self.current
        self.parameters_of_type(node)
        # Nobody evaluates it before somebody asks for it.
        self.lazy.update(id(n) for n in ast.walk(node.value))
        self.visit(node.value)
        self.current = outer

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> None:
        self.of[id(node)] = self.current
        parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        self.inside("comprehension", [*node.generators, *parts])

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = comprehension

    def visit_Global(self, node: ast.Global) -> None:
        self.current.outer.update(node.names)
        for name in node.names:
            self.module.bindings.setdefault(name, []).append(None)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        self.current.outer.update(node.names)
        for name in node.names:
            scope = self.current.parent and self.current.parent.find(name)
            if scope:
                scope.bindings[name].append(None)

    def visit_Name(self, node: ast.Name) -> None:
        self.of[id(node)] = self.current
        if isinstance(node.ctx, (ast.Store, ast.Del)):
            self.current.bind(node.id)
        elif node.id in ("exec", "globals", "locals"):
            self.open_names = self.open_attributes = True
        elif node.id in ("vars", "eval"):
            self.open_attributes = True

    def assign(self, target: ast.AST, value: ast.expr | None) -> None:
        if isinstance(target, ast.Name):
            self.of[id(target)] = self.current
            self.current.bind(target.id, ("expression", value, self.current) if value is not None else None)
            if self.current.kind == "class":
                self.attributes.add(target.id)
        elif isinstance(target, ast.Attribute):
            self.attributes.add(target.attr)
            self.given.add(target.attr)
            self.self_values.setdefault(target.attr, []).append(("expression", value, self.current) if value is not None else None)
            self.visit(target)
        elif isinstance(target, (ast.Tuple, ast.List)):
            given = value.elts if isinstance(value, (ast.Tuple, ast.List)) else []
            matched = len(given) == len(target.elts) and not any(isinstance(e, ast.Starred) for e in [*given, *target.elts])
            for index, item in enumerate(target.elts):
                self.assign(item, given[index] if matched else None)
        elif isinstance(target, ast.Starred):
            self.assign(target.value, None)
        else:
            self.visit(target)

    def loop(self, target: ast.expr, iterable: ast.expr) -> None:
        """What a loop gives to its names: for a, for i, a in enumerate(...), and for a, b in zip(...)."""
        name, of = "", None
        if isinstance(iterable, ast.Call):
            name = getattr(iterable.func, "id", "")
            of = iterable.args if name == "zip" else [None, *iterable.args[:1]] if name == "enumerate" else None
        if isinstance(target, ast.Name):
            self.of[id(target)] = self.current
            self.current.bind(target.id, None if of else ("items", iterable, self.current))
        elif isinstance(target, ast.Tuple) and of and len(of) == len(target.elts):
            for item, part in zip(target.elts, of, strict=True):
                if part is None or isinstance(part, ast.Starred):
                    self.assign(item, None if part else ast.Constant(0))
                else:
                    self.loop(item, part)
        else:
            self.assign(target, None)

    def visit_Assign(self, node: ast.Assign) -> None:
        self.of[id(node)] = self.current
        self.visit(node.value)
        for target in node.targets:
            self.assign(target, node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.of[id(node)] = self.current
        self.lazy.update(id(n) for n in ast.walk(node.annotation))
        if node.value:
            self.visit(node.value)
        self.assign(node.target, node.value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.of[id(node)] = self.current
        self.visit(node.value)
        self.assign(node.target, None)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        scope = self.current
        while scope.kind == "comprehension" and scope.parent:
            scope = scope.parent
        scope.bind(node.target.id, ("expression", node.value, self.current))
        self.of[id(node)] = self.current

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self.of[id(node)] = self.current
        self.visit(node.iter)
        self.loop(node.target, node.iter)
        for part in [*node.body, *node.orelse]:
            self.visit(part)

    visit_AsyncFor = visit_For

    def visit_comprehension(self, node: ast.comprehension) -> None:
        self.visit(node.iter)
        self.loop(node.target, node.iter)
        for part in node.ifs:
            self.visit(part)

    def visit_With(self, node: ast.With | ast.AsyncWith) -> None:
        self.of[id(node)] = self.current
        for item in node.items:
            self.visit(item.context_expr)
            if item.optional_vars:
                self.assign(item.optional_vars, None)
        for part in node.body:
            self.visit(part)

    visit_AsyncWith = visit_With

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self.current.bind(node.name)
        self.generic_visit(node)

    def visit_Try(self, node: ast.Try | ast.TryStar) -> None:
        if node.handlers:
            for part in node.body:
                self.guarded.update(id(n) for n in ast.walk(part))
        self.generic_visit(node)

    visit_TryStar = visit_Try

    def visit_If(self, node: ast.If) -> None:
        if is_idle(node.test):
            for part in node.body:
                self.idle.update(id(n) for n in ast.walk(part))
        self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        if node.name:
            self.current.bind(node.name)
        self.generic_visit(node)

    def visit_MatchStar(self, node: ast.MatchStar) -> None:
        if node.name:
            self.current.bind(node.name)

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self.current.bind(node.rest)
        self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> None:
        self.of[id(node)] = self.current
        for alias in node.names:
            self.imports.append((node, alias.name))
            name = alias.name if alias.asname else alias.name.split(".")[0]
            self.current.bind(alias.asname or name, ("module", name))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self.of[id(node)] = self.current
        module = node.module or ""
        self.imports.append((node, module))
        for alias in node.names:
            if alias.name == "*":
                self.star.append(module)
            else:
                self.current.bind(alias.asname or alias.name, ("member", module, alias.name))

    def visit_Call(self, node: ast.Call) -> None:
        name = getattr(node.func, "id", "")
        if name in ("setattr", "hasattr", "getattr", "delattr") and len(node.args) > 1:
            if isinstance(node.args[1], ast.Constant) and isinstance(node.args[1].value, str):
                self.attributes.add(node.args[1].value)
                self.given.add(node.args[1].value)
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

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if node.attr == "__dict__":
            self.open_attributes = True
        elif isinstance(node.ctx, (ast.Store, ast.Del)):
            self.attributes.add(node.attr)
        self.generic_visit(node)
