"""Safe repairs: edits that keep the meaning of the code, each said."""

from __future__ import annotations

import ast
import bisect
import re

from . import packages, renames, scenes
from .context import Context
from .values import DIRECTIONS, is_vector

MAX_ROUNDS = 3
Placed = ast.expr | ast.stmt | ast.keyword


class Edits:
    """Replacements in a text, given by a syntax tree's positions, which count UTF-8 bytes."""

    def __init__(self, text: str) -> None:
        self.data = text.encode()
        self.starts = [0]
        for line in self.data.split(b"\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.changes: list[tuple[int, int, bytes]] = []
        self.done: list[tuple[int, str]] = []

    def offset(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column

    def start(self, node: Placed) -> int:
        return self.offset(node.lineno, node.col_offset)

    def end(self, node: Placed) -> int:
        return self.offset(node.end_lineno or 0, node.end_col_offset or 0)

    def source(self, node: Placed) -> str:
        return self.data[self.start(node) : self.end(node)].decode()

    def replace(self, node: Placed, text: str, said: str) -> None:
        self.put(self.start(node), self.end(node), text, node.lineno, said)

    def put(self, start: int, end: int, text: str, line: int, said: str) -> None:
        at = bisect.bisect_left(self.changes, (start, end))
        # They are sorted and do not overlap: only its neighbours can be in the way, of which one may be without length.
        if any(start < e and s < end or (s, e) == (start, end) for s, e, _ in self.changes[max(at - 2, 0) : at + 2]):
            return
        self.changes.insert(at, (start, end, text.encode()))
        self.done.append((line, said))

    def apply(self) -> str:
        data = self.data
        for start, end, text in sorted(self.changes, reverse=True):
            data = data[:start] + text + data[end:]
        return data.decode()


def repair(text: str, context: Context) -> tuple[str, list[tuple[int, str]]]:
    """The repaired text and what was done, as (line, sentence); the same text where nothing is safe to do."""
    edits = Edits(text)
    for step in (imports, names, methods, moves, numbers, ranges, literals, percents, templates, scene_bases, still):
        step(edits, context)
    return edits.apply(), edits.done


def imports(edits: Edits, context: Context) -> None:
    tops = {name.split(".")[0] for _, name in context.scopes.imports}
    for node, name in context.scopes.imports:
        if name.split(".")[0] in ("manimlib", "manim_imports_ext", "manimgl", "big_ol_pile_of_manim_imports") and isinstance(
            node, ast.ImportFrom
        ):
            if all(alias.name == "*" for alias in node.names):
                edits.replace(node, "from manim import *", f"{name} became manim.")
    missing(edits, context)
    uses = {n.id for n in context.nodes if isinstance(n, ast.Name)}
    if tops & {"manim", "manimlib", "manim_imports_ext", "manimgl"} or not uses & set(context.table.classes):
        return
    first(edits, context, "from manim import *\n", "from manim import * was added.")


# As people name what they import.
ALIASES = {"np": "numpy as np", "nx": "networkx as nx"}


def missing(edits: Edits, context: Context) -> None:
    """Modules that are used and not imported, as in math.sqrt; and Manim's names beside others that are imported one by one."""
    star = "manim" in context.scopes.star
    modules, names = set(), set()
    for node in context.nodes:
        of = node.value if isinstance(node, ast.Attribute) else None
        if isinstance(of, ast.Name) and free(context, of) and not (star and of.id in context.table.exports):
            if of.id in ALIASES or of.id in context.table.libraries:
                modules.add(ALIASES.get(of.id, of.id))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in context.table.exports and free(context, node):
            names.add(node.id)
    lines = [f"import {module}" for module in sorted(modules)]
    if not star and any(isinstance(n, ast.ImportFrom) and n.module == "manim" for n, _ in context.scopes.imports):
        names -= {*ALIASES, *context.table.builtins, *context.table.libraries}
        lines += ["from manim import " + ", ".join(sorted(names))] if names else []
    if lines:
        said = f"{', '.join(lines)} {'was' if len(lines) == 1 else 'were'} added."
        first(edits, context, "\n".join(lines) + "\n", said)


def first(edits: Edits, context: Context, text: str, said: str) -> None:
    """Puts a line before the first statement that is no docstring and no import from __future__."""
    body = context.tree.body
    node = next(
        (
            n
            for n in body
            if not (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant))
            and not (isinstance(n, ast.ImportFrom) and n.module == "__future__")
        ),
        None,
    )
    if node is not None:
        start = edits.offset(min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))]), 0)
        if not edits.data[edits.offset(node.lineno, 0) : edits.start(node)].strip():
            edits.put(start, start, text, node.lineno, said)


def free(context: Context, node: ast.Name) -> bool:
    """Whether the name is none of the code's own."""
    return context.scopes.of.get(id(node), context.scopes.module).find(node.id) is None


def names(edits: Edits, context: Context) -> None:
    for node in context.nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and free(context, node):
            if node.id in context.table.exports:
                continue
            meant = renames.NAMES.get(node.id) or ("manim" in context.scopes.star and context.table.web_colour(node.id))
            if meant:
                edits.replace(node, meant, f"{node.id} became {meant}.")


def methods(edits: Edits, context: Context) -> None:
    for node in context.nodes:
        if not isinstance(node, ast.Attribute) or node.attr in context.scopes.attributes:
            continue
        kind = context.kinds.of(node.value)
        if kind == ("module", "numpy") and node.attr == "math":
            edits.replace(node, "math", "np.math became math.")
            if context.scopes.module.find("math") is None:
                first(edits, context, "import math\n", "import math was added.")
        meant = renames.METHODS.get(node.attr)
        if not meant:
            continue
        members = context.kinds.members(kind[1]) if kind and kind[0] in ("obj", "animate") else None
        known = node.attr not in context.table.vocabulary and (members is None and kind is None or members is not None and meant in members)
        if known and node.attr not in (members or ()):
            end = edits.end(node)
            edits.put(end - len(node.attr.encode()), end, meant, node.end_lineno or 0, f"{node.attr} became {meant}.")


def moves(edits: Edits, context: Context) -> None:
    """FadeOutAndShift(m, d) is FadeOut(m, shift=d); FadeInFrom(m, d) comes from d and so shifts by -d."""
    for node in context.nodes:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not free(context, node.func):
            continue
        name = node.func.id
        if name not in ("FadeOutAndShift", "FadeInFrom", "FadeInFromDown", "FadeInAndShift") or any(
            isinstance(a, ast.Starred) for a in node.args
        ):
            continue
        direction = edits.source(node.args[1]) if len(node.args) == 2 else "DOWN"
        if len(node.args) not in (1, 2) or any(k.arg in ("shift", "direction") for k in node.keywords):
            continue
        rest = "".join(", " + edits.source(k) for k in node.keywords)
        shift = direction if name == "FadeOutAndShift" else "UP" if name == "FadeInFromDown" else f"-({direction})"
        new = "FadeOut" if name == "FadeOutAndShift" else "FadeIn"
        edits.replace(node, f"{new}({edits.source(node.args[0])}, shift={shift}{rest})", f"{name} became {new} with a shift.")


def numbers(edits: Edits, context: Context) -> None:
    """Points of two numbers, times of nothing, and arguments that only changed their name."""
    found = {(i["cause"], i["line"], i["column"]) for i in context.findings.items}
    for node in context.nodes:
        place = (getattr(node, "lineno", 0), getattr(node, "col_offset", -1) + 1)
        if isinstance(node, (ast.List, ast.Tuple)) and ("Point", *place) in found and len(node.elts) == 2:
            end = edits.end(node.elts[-1])
            edits.put(end, end, ", 0", node.lineno, "A point of two numbers got a 0 for z.")
        elif isinstance(node, ast.Constant) and ("RunTime", *place) in found and node.value == 0:
            edits.replace(node, "(1 / config.frame_rate)", "A time of 0 became one frame.")
        elif isinstance(node, ast.Call):
            kind = context.kinds.of(node.func)
            given = {k.arg for k in node.keywords}
            for keyword in node.keywords:
                safe = renames.SAFE_ARGUMENTS.get((kind[1], keyword.arg)) if kind and kind[0] == "class" and keyword.arg else None
                if keyword.arg and ("Silent", keyword.lineno, keyword.col_offset + 1) in found:
                    safe = renames.time_argument(keyword.arg)
                elif keyword.arg and ("UnknownArgument", keyword.lineno, keyword.col_offset + 1) in found:
                    safe = safe or renames.SPELLINGS.get(keyword.arg) or of_animation(context, node, keyword.arg)
                if safe and keyword.arg and safe not in given:
                    start = edits.start(keyword)
                    edits.put(start, start + len(keyword.arg), safe, keyword.lineno, f"{keyword.arg} became {safe}.")


def of_animation(context: Context, node: ast.Call, name: str) -> str | None:
    """The argument that is meant where an animation, or a wait, takes it by another name."""
    kind = context.kinds.of(node.func)
    if kind and kind[0] == "class" and context.table.is_a(context.kinds.manim_base(kind[1]) or "", "Animation"):
        return renames.time_argument(name)
    if kind and kind[0] == "method" and kind[2] in ("wait", "pause") and renames.time_argument(name) == "run_time":
        return "duration"
    return None


def ranges(edits: Edits, context: Context) -> None:
    """plot(f, x_min=a, x_max=b) is plot(f, x_range=[a, b]); and FadeIn(m, UP) is FadeIn(m, shift=UP)."""
    found = {(i["cause"], i["line"], i["column"]) for i in context.findings.items}
    for node in context.nodes:
        if not isinstance(node, ast.Call):
            continue
        given = {k.arg: k for k in node.keywords}
        for axis in "xyuvt":
            low, high = given.get(f"{axis}_min"), given.get(f"{axis}_max")
            if not low or not high or f"{axis}_range" in given or not takes_range(context, node, f"{axis}_range", f"{axis}_min"):
                continue
            first, last = sorted((low, high), key=lambda k: (k.lineno, k.col_offset))
            start, end = edits.start(last), edits.end(last)
            before = edits.data[:start].rstrip()
            if before.endswith(b",") and b"\n" not in edits.data[len(before) : start]:
                span = f"[{edits.source(low.value)}, {edits.source(high.value)}]"
                edits.replace(first, f"{axis}_range={span}", f"{axis}_min and {axis}_max became {axis}_range.")
                bisect.insort(edits.changes, (len(before) - 1, end, b""))
        if len(node.args) == 2 and ("WrongArgument", node.args[1].lineno, node.args[1].col_offset + 1) in found and "shift" not in given:
            if context.kinds.of(node.func) in (("class", "FadeIn"), ("class", "FadeOut")) and is_vector(context, node.args[1]):
                start = edits.start(node.args[1])
                edits.put(start, start, "shift=", node.lineno, "The direction got its name: shift.")


def takes_range(context: Context, node: ast.Call, name: str, instead: str) -> bool:
    """Whether a call takes the one argument and not the other."""
    if isinstance(node.func, ast.Attribute) and node.func.attr == "get_graph":
        return name == "x_range"
    kind = context.kinds.of(node.func)
    if kind and kind[0] in ("class", "method"):
        manim = context.kinds.manim_base(kind[1])
        accepted = manim and (context.table.constructor(manim)[1] if kind[0] == "class" else context.table.keywords(manim, kind[2]))
        return bool(accepted) and name in accepted and instead not in accepted
    return False


def literals(edits: Edits, context: Context) -> None:
    places = {}
    for node in context.nodes:
        if isinstance(node, (ast.Constant, ast.Call)):
            places.setdefault((node.lineno, node.col_offset + 1), node)
    for item in context.findings.items:
        node = places.get((item["line"], item["column"]))
        if node is None:
            continue
        if item["cause"] == "Direction" and item.get("suggestion") in DIRECTIONS and isinstance(node, ast.Constant):
            edits.replace(node, item["suggestion"], f'The text "{node.value}" became the direction {item["suggestion"]}.')
        elif item["cause"] == "WrongArgument" and item["message"].startswith("rate_func needs") and isinstance(node, ast.Constant):
            edits.replace(node, item["suggestion"], f'The text "{node.value}" became the function {node.value}.')
        elif item["cause"] == "Colour" and isinstance(node, ast.Constant) and item.get("suggestion", "").startswith(("SVGNAMES.", '"#')):
            if "manim" in context.scopes.star:
                edits.replace(node, item["suggestion"], f"The colour {node.value} became {item['suggestion']}.")
        elif item["cause"] == "Latex" and "put r before" in item["message"] and isinstance(node, ast.Constant):
            source = edits.source(node)
            # Only where every backslash stands before a letter that is no escape of more than one character.
            if source[:1] in "\"'" and re.sub(r"\\[A-MO-TV-Za-mo-tvwyz]", "", source).count("\\") == 0:
                edits.replace(node, "r" + source, "A formula got the r before its quotes.")
        elif item["cause"] == "Latex" and isinstance(node, ast.Call) and "is maths and stands" in item["message"] and is_formula(node):
            edits.replace(node.func, "MathTex", "Tex of a formula became MathTex.")
    for node in context.nodes:
        if isinstance(node, ast.Call) and context.kinds.of(node.func) == ("class", "MathTex"):
            for argument in node.args:
                value = argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else ""
                source = edits.source(argument) if value else ""
                for mark in ("$$", "$"):
                    inner = (
                        value[len(mark) : -len(mark)]
                        if len(value) > 2 * len(mark) and value.startswith(mark) and value.endswith(mark)
                        else ""
                    )
                    if inner and "$" not in inner and source.count(mark) == 2:
                        edits.replace(argument, source.replace(mark, ""), "The $ in MathTex were removed.")
                        break


def is_formula(node: ast.Call) -> bool:
    """Whether what Tex is given is a formula and has no word in it."""
    said = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    text = re.sub(r"\\[A-Za-z]+", " ", " ".join(said))
    is_tex = isinstance(node.func, ast.Name) and node.func.id == "Tex" and len(said) == len(node.args)
    return is_tex and not re.search(r"[A-Za-z]{3}|[$\\]", text) and all(k.arg != "tex_environment" for k in node.keywords)


def percents(edits: Edits, context: Context) -> None:
    """50% is fifty of a hundred, and no comment."""
    lost = {(i["line"], i["column"]) for i in context.findings.items if i["cause"] in ("Silent", "Latex") and i.get("suggestion") == "\\%"}
    for node in context.nodes:
        if not isinstance(node, ast.Call) or (node.lineno, node.col_offset + 1) not in lost:
            continue
        for argument in node.args:
            parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
            is_raw = "r" in edits.source(argument).partition('"')[0].partition("'")[0].lower()
            for part in parts:
                if not isinstance(part, ast.Constant) or not isinstance(part.value, str) or "\n" in part.value:
                    continue
                source, start = edits.source(part), edits.start(part)
                for found in re.finditer(r"(?<!\\)%", source):
                    before = source[: found.start()].rstrip()
                    if before[-1:].isdigit() or not before and part is not argument:
                        at = start + len(source[: found.start()].encode())
                        edits.put(at, at, "\\" if is_raw else "\\\\", part.lineno, "A % in a formula became \\%.")


def templates(edits: Edits, context: Context) -> None:
    """The packages of LaTeX that formulas need, added to Manim's own template after the import of Manim."""
    if not context.packages or context.scopes.module.find("config"):
        return
    for node in context.tree.body:
        if not isinstance(node, (ast.Import, ast.ImportFrom)):
            continue
        name = alias_of_manim(node)
        if name is not None:
            lines = "".join("\n" + packages.line(package, name) for package in sorted(context.packages))
            end = edits.end(node)
            *first, last = sorted(context.packages)
            added = f"packages {', '.join(first)} and {last} were" if first else f"package {last} was"
            edits.put(end, end, lines, node.lineno, f"The LaTeX {added} added to the template.")
            return


def alias_of_manim(node: ast.Import | ast.ImportFrom) -> str | None:
    """What stands before config after an import of Manim; None where the import does not give it."""
    if isinstance(node, ast.ImportFrom):
        return "" if node.module == "manim" and any(alias.name == "*" for alias in node.names) else None
    return next(((alias.asname or alias.name) + "." for alias in node.names if alias.name == "manim"), None)


def scene_bases(edits: Edits, context: Context) -> None:
    """A Scene that uses the camera of one other kind of scene, and of no second, becomes that kind."""
    for scene in context.scenes:
        if len(scene.bases) != 1 or getattr(scene.bases[0], "id", "") != "Scene" or scene.keywords:
            continue
        if context.kinds.chooses_camera("~" + scene.name):
            continue
        kinds = set()
        for node in ast.walk(scene):
            if not isinstance(node, ast.Attribute) or not isinstance(node.value, (ast.Name, ast.Attribute)):
                continue
            on_self = getattr(node.value, "id", "") == "self"
            if on_self and node.attr in context.table.members("ThreeDScene") - context.table.members("Scene") - context.scopes.attributes:
                kinds.add("ThreeDScene")
            if (
                node.attr == "frame"
                and isinstance(node.value, ast.Attribute)
                and node.value.attr == "camera"
                and getattr(node.value.value, "id", "") == "self"
            ):
                kinds.add("MovingCameraScene")
        if len(kinds) == 1:
            kind = kinds.pop()
            edits.replace(scene.bases[0], kind, f"The scene {scene.name} became a {kind}.")


def still(edits: Edits, context: Context) -> None:
    """A scene that only adds things is shown for a second."""
    if not any(i["cause"] == "NoAnimation" for i in context.findings.items):
        return
    for scene in scenes.still(context):
        construct = scenes.construct_of(context, scene)
        if construct is None or construct.body[0].lineno == construct.lineno:
            continue
        last = construct.body[-1]
        end = edits.end(last)
        indent = " " * construct.body[0].col_offset
        edits.put(end, end, f"\n{indent}self.wait(1)", last.end_lineno or 0, "The scene plays nothing: self.wait(1) was added.")
