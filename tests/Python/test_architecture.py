"""The packages import one way, no module imports itself by way of others, and every function says what it takes and gives."""

from __future__ import annotations

import ast
import unittest
from collections.abc import Iterator
from pathlib import Path

from runtime import RUNTIME

# What each package may import of the others. __main__ puts them together.
MAY_USE = {
    "sandbox": set(),
    "signs": set(),
    "validator": {"signs"},
    "scene": {"sandbox"},
    "notation": {"signs"},
    "visual": {"sandbox", "notation"},
    "maths": {"sandbox", "signs", "notation"},
    "__main__": {"sandbox", "scene", "visual", "maths", "validator"},
}


def modules() -> dict[str, Path]:
    """Every module of the runtime by its name."""
    found = {}
    for path in sorted(RUNTIME.rglob("*.py")):
        parts = path.relative_to(RUNTIME).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(name: str, path: Path, known: dict[str, Path]) -> Iterator[str]:
    """The runtime's own modules that a module imports, at its top or within a function."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(part for part in (package, node.module) if part) if node.level else node.module or ""
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                if whole in known:
                    yield whole
                elif base in known:
                    yield base


def graph() -> dict[str, set[str]]:
    known = modules()
    return {name: set(imported(name, path, known)) for name, path in known.items()}


def circle(edges: dict[str, set[str]]) -> list[str]:
    """Modules that import each other in a circle; none where there is no circle."""
    done: set[str] = set()

    def walk(name: str, path: list[str]) -> list[str]:
        if name in path:
            return path[path.index(name) :]
        if name in done:
            return []
        for other in sorted(edges.get(name, ())):
            if found := walk(other, [*path, name]):
                return found
        done.add(name)
        return []

    for name in sorted(edges):
        if found := walk(name, []):
            return found
    return []


def unannotated(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            arguments = node.args
            every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
            bare = [a.arg for a in every if a is not None and a.annotation is None and a.arg not in ("self", "cls")]
            if bare or node.returns is None:
                yield f"{path.name}:{node.lineno} {node.name}"


class ArchitectureTests(unittest.TestCase):
    def test_every_module_belongs_to_a_package(self) -> None:
        self.assertEqual(set(MAY_USE), {name.split(".")[0] for name in modules()})

    def test_packages_import_one_way(self) -> None:
        wrong = [
            f"{name} imports {other}"
            for name, others in graph().items()
            for other in others
            if other.split(".")[0] not in MAY_USE[name.split(".")[0]] | {name.split(".")[0]}
        ]
        self.assertEqual([], wrong)

    def test_no_module_imports_itself_by_way_of_others(self) -> None:
        self.assertEqual([], circle(graph()))

    def test_a_circle_would_be_found(self) -> None:
        self.assertEqual(["b", "c"], circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}))

    def test_an_import_within_a_function_is_seen(self) -> None:
        self.assertIn("scene.warm", graph()["__main__"])

    def test_the_sandbox_and_the_validator_know_no_Manim(self) -> None:
        for name, path in modules().items():
            if name.split(".")[0] in ("sandbox", "validator") and path.name != "describe_manim.py":
                heavy = {
                    alias.split(".")[0]
                    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                    if isinstance(node, (ast.Import, ast.ImportFrom))
                    for alias in ([a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""])
                } & {"manim", "numpy", "av", "cairo", "PIL"}
                self.assertEqual(set(), heavy, name)

    def test_every_function_is_annotated(self) -> None:
        self.assertEqual([], [found for path in modules().values() for found in unannotated(path)])


if __name__ == "__main__":
    unittest.main()
