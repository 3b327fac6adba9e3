"""Describes the installed Manim for the validator: writes the class table as JSON to stdout.

Run inside the root file system that scenes are rendered in, by deploy/manim/describe.sh; a test compares its output with
the committed manim.json. A signature is one string: parameters in order, "!" required, "@" wants a point of three
numbers, "*" takes any number of arguments, "|" keyword-only from here, "**" any keyword, then "-> Class". After a ":" stands
what a parameter takes, where its annotation tells: t text, n number, l list, d dictionary, m mobject, a animation, k class,
c colour or its name, o colour, p points, f function (with how many arguments it is called with), "=" the texts among which to choose.

"passes" says where a function's **kwargs go: "Circle" to a class, "self.plot" and "super.plot" to a method of the same object,
".next_to" to a method of another one, each with what the call gives already: the number of positional arguments and the keywords.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import inspect
import json
import os
import pkgutil
import re
import subprocess
import sys
import tempfile
import textwrap
import typing
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import manim
import numpy

# Manim's classes by name.
Classes = Mapping[str, type]

STANDARD = [
    "math",
    "cmath",
    "random",
    "itertools",
    "functools",
    "collections",
    "operator",
    "statistics",
    "fractions",
    "decimal",
    "string",
    "re",
    "copy",
    "typing",
    "dataclasses",
    "enum",
    "abc",
    "time",
    "datetime",
    "json",
    "bisect",
    "heapq",
    "textwrap",
    "contextlib",
    "types",
    "colorsys",
    "warnings",
    "numbers",
    "array",
    "inspect",
]
ARRAYS = ["numpy", "numpy.linalg", "numpy.random", "numpy.fft", "numpy.polynomial", "numpy.ma"]
ROOTS = {"Mobject", "VMobject", "Animation", "Scene", "Camera"}
POINTS = {"Point3DLike", "Vector3DLike", "Point3D", "Vector3D"}
BUILT_IN = [
    object,
    str,
    bytes,
    list,
    tuple,
    dict,
    set,
    frozenset,
    int,
    float,
    complex,
    bool,
    range,
    slice,
    type,
    property,
    BaseException,
    OSError,
    SyntaxError,
    ImportError,
    StopIteration,
    type(lambda: 0),
    type(i for i in ()),
    numpy.ndarray,
    numpy.float64,
    numpy.dtype,
]

TEX_FOLDERS = (
    r"/(latex/(base|amsmath|amsfonts|standalone|preview|tools|l3kernel|graphics|graphics-def|graphics-cfg|psnfss)"
    r"|generic/(babel|babel-english))"
)
STARRED = ("align", "equation", "gather", "multline", "alignat", "flalign", "tabular", "verbatim", "figure", "table")


def public(names: Iterable[str]) -> list[str]:
    return sorted(name for name in names if not name.startswith("_"))


def type_of(annotation: object, classes: Classes) -> str:
    """The class that an annotation names, where it is one of Manim's; else ""."""
    text = re.sub(r"^(type|Type)\[.*", "", str(annotation).strip("'\" "))
    # What is declared as one of the roots is usually one of its heirs, which has more.
    return text if (text in classes and text not in ROOTS and not text.startswith("OpenGL")) or text == "Self" else ""


TAKES = {
    "float": "n",
    "int": "n",
    "complex": "n",
    "ManimFloat": "n",
    "str": "t",
    "StrPath": "t",
    "Path": "t",
    "os.PathLike": "t",
    "ParsableManimColor": "c",
    "ManimColor": "o",
    "Sequence": "lm",
    "Iterable": "lm",
    "list": "l",
    "tuple": "l",
    "np.ndarray": "l",
    "npt.NDArray": "l",
    "MutableSequence": "lm",
    "MatrixMN": "l",
    "dict": "d",
    "Mapping": "d",
    "type": "k",
    "Callable": "f",
    "RateFunction": "f1",
    "MappingFunction": "f1",
    "PathFuncType": "f",
    "types.MethodType": "f",
    "MethodType": "f",
    "_Updater": "f",
    "MeshUpdater": "f",
    "LayoutFunction": "f",
    "_AnimationBuilder": "a",
    "None": "",
    "tips.ArrowTip": "m",
    "ManimTextLabel": "m",
}

# Parameters that take something else than their annotation says.
TRUTH = {
    "CoordinateSystem.plot_surface.function": "f2",
    "ThreeDAxes.plot_surface.function": "f2",
    "UpdateFromFunc.__init__.update_function": "f",
    "CoordinateSystem.get_secant_slope_group.dx_label": "mnt",
    "CoordinateSystem.get_secant_slope_group.dy_label": "mnt",
    "interpolate_color.color1": "o",
    "interpolate_color.color2": "o",
    "Group.__init__.mobjects": "m",
    "Scene.play.args": "",
}


def takes(annotation: object, classes: Classes, scope: Mapping[str, Any]) -> str:
    """What a parameter takes, by its annotation; "" where that does not tell."""
    text = annotation.__name__ if inspect.isclass(annotation) else str(annotation).replace("typing.", "").replace("collections.abc.", "")
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError:
        return ""
    found = ""
    texts: list[str] = []

    def add(node: ast.expr) -> bool:
        nonlocal found
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return add(node.left) and add(node.right)
        if isinstance(node, ast.Constant) and node.value is None:
            return True
        inner: Any = None  # what stands between the brackets
        head = node
        if isinstance(node, ast.Subscript):
            inner, head = node.slice, node.value
        name = ast.unparse(head)
        if name == "Optional":
            return add(inner)
        if name == "Union":
            return all(add(part) for part in inner.elts)
        alias: Any = getattr(scope.get(name), "__value__", scope.get(name))
        if name == "Literal" or getattr(alias, "__origin__", None) is typing.Literal:
            values = alias.__args__ if name != "Literal" else ast.literal_eval(f"({ast.unparse(inner)},)")
            values = values[0] if len(values) == 1 and isinstance(values[0], tuple) else values
            texts.extend(value for value in values if isinstance(value, str))
            found += "t"
            return True
        if name == "Callable" and inner is not None and isinstance(inner.elts[0], ast.List):
            found += f"f{len(inner.elts[0].elts)}"
        elif name in ("Sequence", "Iterable") and inner is not None and re.search(r"\b(str|Hashable|Any)\b", ast.unparse(inner)):
            found += "tlm"
        elif name in TAKES:
            found += TAKES[name]
        elif re.fullmatch(r"Point3D(Like)?_Array", name):
            found += "lmnp"
        elif re.search(r"Point|Vector\dD|Bezier", name):
            found += "lnm" if "Point" in name else "ln"
        elif name in classes and issubclass(classes[name], (manim.Mobject, manim.mobject.opengl.opengl_mobject.OpenGLMobject)):
            found += "m"
        elif name in classes and issubclass(classes[name], manim.Animation):
            found += "a"
        else:
            return False
        return True

    if not add(tree) or not found:
        return ""
    arities = set(re.findall(r"f\d?", found))
    codes = "".join(sorted(set(re.sub(r"f\d?", "", found)))) + (arities.pop() if len(arities) == 1 else "f" if arities else "")
    return codes + ("=" + ",".join(texts) if texts and "str" not in text else "")


def signature(function: Callable[..., Any], classes: Classes, skip_self: bool) -> str:
    try:
        found = inspect.signature(function)
    except (TypeError, ValueError):
        return "*args **"
    parts: list[str] = []
    keyword_only = False
    for index, item in enumerate(found.parameters.values()):
        if index == 0 and skip_self:
            continue
        if item.kind is item.VAR_POSITIONAL:
            parts.append("*" + item.name)
            keyword_only = True
            if is_point(item.annotation):
                parts[-1] += "@"
            parts[-1] += taken(item, classes, function)
            continue
        if item.kind is item.VAR_KEYWORD:
            parts.append("**")
            continue
        if item.kind is item.KEYWORD_ONLY and not keyword_only:
            keyword_only = True
            parts.append("|")
        elif item.kind is item.KEYWORD_ONLY and parts and parts[-1].startswith("*") and "|" not in parts:
            parts.append("|")
        parts.append(
            item.name
            + ("!" if item.default is item.empty else "")
            + ("@" if is_point(item.annotation) else "")
            + taken(item, classes, function)
        )
    result = "" if found.return_annotation is inspect.Signature.empty else type_of(found.return_annotation, classes)
    return " ".join(parts + (["->", result] if result else []))


def taken(item: inspect.Parameter, classes: Classes, function: Any) -> str:
    codes = TRUTH.get(f"{function.__qualname__}.{item.name}")
    if codes is None:
        codes = "" if item.annotation is item.empty else takes(item.annotation, classes, inspect.unwrap(function).__globals__)
    return ":" + codes if codes else ""


def is_point(annotation: object) -> bool:
    """Whether nothing but a point or a direction in space, or an object that has one, will do."""
    words = set(re.findall(r"[A-Za-z]\w*", str(annotation)))
    return bool(words & POINTS) and not words - POINTS - {"Mobject", "VMobject", "None", "Optional"}


def passes(function: Any) -> list[str] | None:
    """Where a function passes its **kwargs on to; None where that is not known."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return None
    defined = tree.body[0]
    rest = defined.args.kwarg if isinstance(defined, ast.FunctionDef) else None
    if rest is None:
        return []
    found: list[str] = []
    uses = sum(isinstance(n, ast.Name) and n.id == rest.arg for n in ast.walk(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and any(k.arg is None and getattr(k.value, "id", "") == rest.arg for k in node.keywords):
            target, own = callee(node), isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "a")[:1].isupper()
            if target is None:
                return None
            count = 0 if any(isinstance(a, ast.Starred) for a in node.args) else max(len(node.args) - own, 0)
            found.append(" ".join([target, str(count), *sorted(k.arg for k in node.keywords if k.arg)]))
            uses -= 1
        elif isinstance(node, ast.Attribute) and node.attr in ("pop", "get", "setdefault") and getattr(node.value, "id", "") == rest.arg:
            uses -= 1
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and getattr(node.value, "id", "") == rest.arg:
            uses -= 1
        elif isinstance(node, ast.Compare) and isinstance(node.left, ast.Constant):
            uses -= sum(getattr(c, "id", "") == rest.arg for c in node.comparators)
    # Any other use: kept, and passed on from elsewhere.
    return None if uses else sorted(set(found))


def callee(call: ast.Call) -> str | None:
    """What a call calls, in the words of "passes"."""
    if isinstance(call.func, ast.Name):
        return call.func.id if call.func.id[:1].isupper() else None
    if not isinstance(call.func, ast.Attribute):
        return None
    of = call.func.value
    if isinstance(of, ast.Call) and getattr(of.func, "id", "") == "super":
        return f"super.{call.func.attr}"
    if isinstance(of, ast.Name) and (of.id == "self" or of.id[:1].isupper()):
        return f"{of.id}.{call.func.attr}"
    return f".{call.func.attr}" if isinstance(of, (ast.Name, ast.Attribute, ast.Call)) else None


def popped(function: Any) -> set[str]:
    """Keywords that a function takes out of its **kwargs by name."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return set()
    found: set[object] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("pop", "get", "setdefault"):
            if getattr(node.func.value, "id", "") == "kwargs" and node.args and isinstance(node.args[0], ast.Constant):
                found.add(node.args[0].value)
        if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "kwargs" and isinstance(node.slice, ast.Constant):
            found.add(node.slice.value)
        if (
            isinstance(node, ast.Compare)
            and isinstance(node.left, ast.Constant)
            and any(getattr(c, "id", "") == "kwargs" for c in node.comparators)
        ):
            found.add(node.left.value)
    return {name for name in found if isinstance(name, str)}


def given(classes: Classes) -> list[str]:
    """Attributes that methods give to what they return, and not to their own object: graph.underlying_function = ..."""
    found: set[str] = set()
    for cls in classes.values():
        try:
            tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
        except (OSError, TypeError, SyntaxError):
            continue
        for node in ast.walk(tree):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []:
                if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id not in ("self", "cls"):
                    found.add(target.attr)
    return public(found)


def assigned(cls: type, classes: Classes) -> dict[str, str]:
    """Attributes that the methods of a class give to self, with their class where it is declared."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
    except (OSError, TypeError, SyntaxError):
        return {}
    found: dict[str, str] = {}

    def add(target: ast.expr, kind: str = "") -> None:
        if isinstance(target, (ast.Tuple, ast.List)):
            for item in target.elts:
                add(item)
        elif isinstance(target, ast.Starred):
            add(target.value)
        elif isinstance(target, ast.Attribute) and getattr(target.value, "id", "") in ("self", "cls", "mobject", "vmobject", "result"):
            found[target.attr] = found.get(target.attr) or kind

    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                kind = ""
                if isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name):
                    kind = type_of(node.value.func.id, classes)
                add(target, kind)
        elif isinstance(node, ast.AnnAssign):
            add(node.target, type_of(ast.unparse(node.annotation), classes))
        elif isinstance(node, (ast.AugAssign, ast.For)):
            add(node.target)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "setattr" and len(node.args) > 1:
            if isinstance(node.args[1], ast.Constant) and isinstance(node.args[1].value, str):
                found.setdefault(node.args[1].value, "")
    return {name: kind for name, kind in found.items() if not name.startswith("__")}


def all_classes() -> tuple[dict[str, type], list[str]]:
    """Manim's classes by name, and the names of its modules."""
    classes: dict[str, type] = {}
    modules: list[str] = []
    for item in pkgutil.walk_packages(manim.__path__, "manim."):
        if item.name.startswith(("manim.cli", "manim.__main__", "manim.renderer.shader", "manim.opengl", "manim.plugins")):
            modules.append(item.name)
            continue
        try:
            module = importlib.import_module(item.name)
        except Exception:
            continue
        modules.append(item.name)
        for name, value in vars(module).items():
            if inspect.isclass(value) and value.__module__.startswith("manim.") and value.__name__ == name:
                if name not in classes or getattr(manim, name, None) is value:
                    classes[name] = value
    return classes, sorted(modules)


def describe_class(cls: type, classes: Classes) -> dict[str, Any]:
    members: dict[str, str] = {}
    static: list[str] = []
    passed: dict[str, list[str]] = {}
    plain: dict[str, str | None] = dict.fromkeys(assigned(cls, classes))
    plain.update({name: kind for name, kind in assigned(cls, classes).items() if kind})
    for name, value in vars(cls).items():
        if name.startswith("__") or name in ("_abc_impl", "_original__init__"):
            continue
        if isinstance(value, property):
            plain[name] = type_of(inspect.signature(value.fget).return_annotation, classes) if value.fget else ""
        elif isinstance(value, (staticmethod, classmethod)):
            members[name] = signature(value.__func__, classes, isinstance(value, classmethod))
            static.append(name)
        elif inspect.isfunction(value):
            members[name], to = signature(value, classes, True), passes(value)
            if "**" in members[name].split() and to is not None:
                extra = sorted(popped(value) - set(re.findall(r"\w+", members[name])))
                members[name] = with_more(members[name], extra)
                passed[name] = to
        else:
            plain.setdefault(name, "")
    for name in getattr(cls, "__annotations__", {}):
        plain.setdefault(name, "")
    plain.pop("_original__init__", None)
    row: dict[str, Any] = {"mro": [c.__name__ for c in cls.__mro__[1:] if c is not object]}
    if "__init__" in vars(cls):
        constructor = vars(cls)["__init__"]
        init = signature(constructor, classes, True)
        extra = sorted(popped(constructor) - set(re.findall(r"\w+", init)))
        row["init"], to = with_more(init, extra), passes(constructor)
        passed["__init__"] = ["? 0"] if to is None else to
    if any(passed.values()):
        row["passes"] = {name: to for name, to in sorted(passed.items()) if to}
    if static:
        row["static"] = sorted(static)
    if members:
        row["methods"] = dict(sorted(members.items()))
    if plain:
        row["attributes"] = {name: kind or "" for name, kind in sorted(plain.items())}
    return row


def with_more(text: str, names: list[str]) -> str:
    """A signature with more keyword-only parameters."""
    parameters, arrow, result = text.partition("->")
    parts = parameters.split()
    if names and "|" not in parts and not any(re.match(r"\*\w", part) for part in parts):
        parts.append("|")
    return " ".join(parts + names + ([arrow, result.strip()] if arrow else []))


def animating(classes: Classes) -> list[str]:
    """Methods of scenes that play or wait, directly or through one another."""
    calls: dict[str, set[str]] = {}
    for cls in classes.values():
        if not issubclass(cls, manim.Scene):
            continue
        for name, value in vars(cls).items():
            if inspect.isfunction(value) and not name.startswith("_"):
                tree = ast.parse(textwrap.dedent(inspect.getsource(value)))
                calls.setdefault(name, set()).update(
                    n.func.attr
                    for n in ast.walk(tree)
                    if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and getattr(n.func.value, "id", "") == "self"
                )
    found = {"play", "wait"}
    while True:
        more = {name for name, called in calls.items() if called & found} | found
        if more == found:
            return sorted(found - {"render", "construct", "interactive_embed", "embed", "setup"})
        found = more


def tex_log(body: str) -> str:
    """What LaTeX says of a document with this body."""
    template = manim.TexTemplate()
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "probe.tex"), "w") as file:
            file.write(template.body.replace(template.placeholder_text, body))
        return subprocess.run(
            ["latex", "-interaction=nonstopmode", "probe.tex"], cwd=folder, capture_output=True, check=False
        ).stdout.decode("latin-1")


def tex_characters(wrapped: str) -> str:
    """Characters beyond ASCII that LaTeX sets without an error: every one that its encodings declare is tried."""
    folder = "/usr/share/texlive/texmf-dist/tex/latex/base"
    found: set[str] = set()
    for name in ("ot1enc.dfu", "t1enc.dfu", "ts1enc.dfu", "omsenc.dfu"):
        with open(os.path.join(folder, name), encoding="latin-1") as file:
            found.update(re.findall(r"DeclareUnicodeCharacter\{([0-9A-Fa-f]{4,5})\}", file.read()))
    characters = [chr(int(code, 16)) for code in sorted(found) if int(code, 16) > 127]
    log = tex_log("\n\n".join("\\typeout{CHAR " + str(ord(c)) + "}" + wrapped % c for c in characters) + "\n\n\\typeout{CHAR 0}")
    parts = re.split(r"^CHAR (\d+)$", log, flags=re.MULTILINE)[1:]
    return "".join(chr(int(code)) for code, said in zip(parts[::2], parts[1::2], strict=True) if "\n!" not in said and code != "0")


def tex_commands() -> list[str]:
    """Commands and environments that exist in Manim's default template: TeX is asked about every word of its packages."""
    candidates: set[str] = set()
    for folder, _, files in os.walk("/usr/share/texlive/texmf-dist/tex"):
        if not re.search(TEX_FOLDERS, folder):
            continue
        for name in files:
            if name.endswith((".sty", ".cls", ".ltx", ".def", ".clo", ".ldf", ".tex", ".fd", ".cfg")):
                with open(os.path.join(folder, name), encoding="latin-1") as file:
                    text = file.read()
                candidates.update(re.findall(r"\\([A-Za-z]{1,30})", text))
                candidates.update(re.findall(r"newenvironment\*?\{([A-Za-z]+\*?)\}", text))
    with open("/usr/share/texlive/texmf-dist/tex/plain/base/plain.tex", encoding="latin-1") as file:
        candidates.update(re.findall(r"\\([A-Za-z]{1,30})", file.read()))
    candidates |= {f"{name}*" for name in STARRED}
    probes = "\n".join(rf"\ifcsname {name}\endcsname\typeout{{HAVE {name}}}\fi" for name in sorted(candidates))
    return sorted(set(re.findall(r"^HAVE (\S+)$", tex_log("x\n" + probes), re.MULTILINE)))


def main() -> None:
    classes, modules = all_classes()
    exports: dict[str, str] = {}
    functions: dict[str, str] = {}
    for name in public(dir(manim)):
        value = getattr(manim, name)
        if inspect.isclass(value):
            exports[name] = "class"
        elif inspect.ismodule(value):
            exports[name] = "module"
        elif callable(value) and inspect.isfunction(inspect.unwrap(value)):
            exports[name] = "function"
            functions[name] = signature(value, classes, False)
        else:
            exports[name] = "value"
    words: set[str] = set()
    for kind in BUILT_IN:
        words.update(dir(kind))
    libraries: dict[str, list[str]] = {}
    for name in (*STANDARD, *ARRAYS):
        module = importlib.import_module(name)
        libraries[name] = public(dir(module))
        for value in vars(module).values():
            if inspect.isclass(value):
                words.update(public(dir(value)))
    for name in (name for name, kind in exports.items() if kind == "module" and name != "np"):
        libraries["manim." + name] = public(dir(getattr(manim, name)))
    top = {name for name in (*(item.name for item in pkgutil.iter_modules()), *sys.stdlib_module_names) if not name.startswith("_")}
    table = {
        "version": manim.__version__,
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "exports": exports,
        "functions": functions,
        "classes": {name: describe_class(cls, classes) for name, cls in sorted(classes.items())},
        "animating": animating(classes),
        "given": given(classes),
        "colours": sorted(manim.utils.color._all_color_dict),
        "modules": ["__future__", *sorted(name for name in top if name.isidentifier() and not name.startswith(("idle", "test")))],
        "manimModules": modules,
        "moduleNames": {name: [n for n in public(dir(sys.modules[name])) if n not in exports] for name in modules if name in sys.modules},
        "libraries": libraries,
        "words": public(words),
        "builtins": sorted(dir(builtins)),
        "texCommands": tex_commands(),
        "texCharacters": tex_characters("%s"),
        "mathCharacters": tex_characters("$%s$"),
    }
    json.dump(table, sys.stdout, indent=0, ensure_ascii=False, sort_keys=True)


if __name__ == "__main__":
    main()
