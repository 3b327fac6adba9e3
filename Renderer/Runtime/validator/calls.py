"""Arguments that a call does not take, lacks, or takes in another form."""

from __future__ import annotations

import ast
from typing import Any

from . import renames, values
from .context import Context
from .scopes import Function
from .table import Accepted, Parameter, Signature, nearest

TIMES = ("run_time", "duration")


def check(context: Context) -> None:
    for node in context.nodes:
        if context.findings.full:
            return
        if isinstance(node, ast.Call):
            call(context, node)


def call(context: Context, node: ast.Call) -> None:
    kind = context.kinds.of(node.func)
    if kind is None:
        own_method(context, node)
        if isinstance(node.func, ast.Attribute):
            unknown_object(context, node, node.func)
        return
    if kind[0] == "class":
        construct(context, node, kind[1])
    elif kind[0] == "function":
        own_function(context, node, kind[1], False)
    elif kind[0] in ("method", "class method"):
        manim = context.kinds.manim_base(kind[1])
        signature = manim and context.table.method(manim, kind[2])
        # Circle.shift(circle, UP) gives the object too.
        if kind[2] in ("move_to", "shift") and len(node.args) > 1 and all(number(a) for a in node.args):
            context.findings.add("Point", node, f"{kind[2]} needs one point: write [x, y, 0].")
        elif manim and signature and (kind[0] == "method" or context.table.is_static(manim, kind[2])):
            arguments(context, node, signature, context.table.keywords(manim, kind[2]), kind[2])
            times(context, node, signature)
            if context.table.is_a(manim, "Scene") and kind[2] == "play":
                play(context, node)
    elif kind[0] == "animate":
        animated(context, node, kind[1])
    elif kind[0] == "manim function":
        signature = context.table.function(kind[1])
        if signature:
            arguments(context, node, signature, None if signature.any_keyword else signature.parameters, kind[1])


def animated(context: Context, node: ast.Call, owner: str) -> None:
    """A method called through animate."""
    if not isinstance(node.func, ast.Attribute) or node.func.attr == "animate":
        return
    manim, name = context.kinds.manim_base(owner), node.func.attr
    if owner.startswith("~") and any(name in context.kinds.own(c) for c in context.kinds.user_lineage(owner)):
        return
    signature = manim and context.table.method(manim, name)
    if signature:
        arguments(context, node, signature, context.table.keywords(manim, name), name)


def unknown_object(context: Context, node: ast.Call, called: ast.Attribute) -> None:
    """A call of a method by a name that only Manim has: wrong where every method of the name refuses it."""
    table, scopes, name = context.table, context.scopes, called.attr
    if name in scopes.attributes or name in table.data["words"] or not context.only_manim or context.kinds.of(called.value) is not None:
        return
    every = []
    for owner in table.owners(name):
        tried = context.findings.tried()
        signature = table.method(owner, name)
        if signature is None:
            return
        arguments(context.with_findings(tried), node, signature, table.keywords(owner, name), name)
        if not tried.items:
            return
        every.append(tried)
    for item in every[0].items if every else []:
        context.findings.take(item)


def own_method(context: Context, node: ast.Call) -> None:
    """A call of a method of the code's own, on self or on an object of its class."""
    if not isinstance(node.func, ast.Attribute):
        return
    kind = context.kinds.of(node.func.value)
    if not kind or kind[0] != "obj" or not kind[1].startswith("~") or node.func.attr in context.scopes.self_values:
        return
    for owner in context.kinds.user_lineage(kind[1]):
        found = [
            item
            for item in context.scopes.classes[owner[1:]].body
            if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)) and item.name == node.func.attr
        ]
        if found:
            return own_function(context, node, found[0], True) if len(found) == 1 else None


def own_function(context: Context, node: ast.Call, function: Function, bound: bool) -> None:
    if isinstance(function, ast.Lambda) or function.decorator_list:
        return
    signature = Signature(written(function.args, bound))
    arguments(context, node, signature, None if signature.any_keyword else signature.parameters, function.name)


def written(arguments: ast.arguments, bound: bool) -> str:
    """The signature of a function of the code's own, in the words of describe_manim.py."""
    positional = [a.arg for a in [*arguments.posonlyargs, *arguments.args]]
    needed = len(positional) - len(arguments.defaults)
    parts = [name + ("!" if index < needed else "") for index, name in enumerate(positional)][1 if bound else 0 :]
    parts.append("*" + arguments.vararg.arg if arguments.vararg else "|")
    parts += [a.arg + ("" if default else "!") for a, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]
    return " ".join(parts + (["**"] if arguments.kwarg else []))


def construct(context: Context, node: ast.Call, owner: str) -> None:
    kinds, table = context.kinds, context.table
    if owner.startswith("~"):
        if kinds.members(owner) is None or context.scopes.classes[owner[1:]].decorator_list:
            return
        for name in kinds.user_lineage(owner):
            if "__new__" in kinds.own(name):
                return
            found = [
                item for item in context.scopes.classes[name[1:]].body if isinstance(item, ast.FunctionDef) and item.name == "__init__"
            ]
            if found:
                signature = Signature(written(found[0].args, True))
                return arguments(context, node, signature, None if signature.any_keyword else signature.parameters, owner[1:])
        manim = kinds.manim_base(owner)
        if manim is None:
            return
    else:
        manim = owner
    if manim.startswith("OpenGL") or table.is_a(manim, "Scene"):
        return
    signature, accepted = table.constructor(manim)
    if signature:
        arguments(context, node, signature, accepted, owner.lstrip("~"))
        if table.is_a(manim, "Animation"):
            times(context, node, signature)


def arguments(context: Context, node: ast.Call, signature: Signature, accepted: Accepted | None, name: str) -> None:
    """Accepted: the Parameter of every keyword; None where any goes."""
    findings = context.findings
    spread = any(isinstance(a, ast.Starred) for a in node.args)
    given = {k.arg for k in node.keywords if k.arg}
    if accepted is not None:
        unknown_keywords(context, node.keywords, accepted, name)
    if not spread and not signature.rest and len(node.args) > len(signature.positional):
        findings.add(
            "TooManyArguments", node, f"{name} takes at most {len(signature.positional)} arguments without a name, not {len(node.args)}."
        )
    if not spread and not any(k.arg is None for k in node.keywords):
        missing = [p for p in signature.required if p not in given and p not in signature.positional[: len(node.args)]]
        if missing:
            findings.add("MissingArgument", node, f"{name} needs {' and '.join(missing)}.")
    pairs = [] if spread else list(signature.given(node))
    for keyword in node.keywords:
        known = signature.parameters if accepted is None else accepted
        if keyword.arg in known:
            pairs.append((keyword.arg, known[keyword.arg], keyword.value))
    for parameter, what, value in pairs:
        if parameter in signature.points or parameter is None and signature.rest_points:
            point(context, value, name)
        else:
            values.check(context, value, what, name, parameter)
        if parameter in CONFIGS and isinstance(value, ast.Dict):
            config(context, value, parameter)


def unknown_keywords(context: Context, keywords: list[ast.keyword], accepted: Accepted, name: str) -> None:
    for keyword in keywords:
        if keyword.arg and keyword.arg not in accepted and context.findings.first("keyword", keyword.lineno, name, keyword.arg):
            hint = renames.ARGUMENTS.get(keyword.arg)
            safe = renames.SAFE_ARGUMENTS.get((name, keyword.arg)) or renames.SPELLINGS.get(keyword.arg)
            safe = safe if safe in accepted else None
            meant = safe or nearest(keyword.arg, accepted)
            context.findings.add(
                "UnknownArgument",
                keyword,
                f"{name} takes no argument {keyword.arg}.",
                suggestion=f"Use {safe}." if safe else hint or (f"Did you mean {meant}?" if meant else None),
            )


# Dictionaries that become the arguments of a class, or of one of its methods.
CONFIGS = {
    "axis_config": "NumberLine",
    "x_axis_config": "NumberLine",
    "y_axis_config": "NumberLine",
    "z_axis_config": "NumberLine",
    "decimal_number_config": "DecimalNumber",
    "background_line_style": "VMobject.set_style",
    "faded_line_style": "VMobject.set_style",
}


def config(context: Context, node: ast.Dict, parameter: str) -> None:
    owner, _, method = CONFIGS[parameter].partition(".")
    accepted = context.table.keywords(owner, method) if method else context.table.constructor(owner)[1]
    if accepted is None:
        return
    for key, value in zip(node.keys, node.values, strict=True):
        if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
            continue
        if key.value not in accepted:
            meant = nearest(key.value, accepted)
            context.findings.add(
                "UnknownArgument",
                key,
                f"{parameter} has no {key.value}.",
                suggestion=renames.ARGUMENTS.get(key.value) or (f"Did you mean {meant}?" if meant else None),
            )
        else:
            values.check(context, value, accepted[key.value], parameter, key.value)
        if key.value in CONFIGS and isinstance(value, ast.Dict):
            config(context, value, key.value)


def number(node: ast.AST) -> bool:
    if isinstance(node, ast.UnaryOp):
        return number(node.operand)
    return (
        isinstance(node, ast.BinOp)
        and number(node.left)
        and number(node.right)
        or (isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool))
    )


def point(context: Context, value: ast.expr, name: str) -> None:
    # What has a name may be used elsewhere: the finding is where it is used, and is not mended.
    written = [array(context, v) for v in (context.kinds.bound(value) if isinstance(value, ast.Name) else [value])]
    lists = [v.elts for v in written if isinstance(v, (ast.List, ast.Tuple)) and v.elts]
    place = value if isinstance(value, ast.Name) else written[0]
    known = bool(lists) and len(lists) == len(written)
    if known and all(values.letter(context, e) == "l" for elements in lists for e in elements):
        context.findings.add("Point", place, f"{name} needs one point here, not a list of points.", suggestion="Put a * before the list.")
    elif known and all(len(elements) == 2 and not any(isinstance(e, ast.Starred) for e in elements) for elements in lists):
        context.findings.add("Point", place, f"{name} needs a point of three numbers, not two.", suggestion="Add a 0 for z.")
    elif isinstance(value, ast.Constant) and isinstance(value.value, str):
        meant = value.value.strip().upper()
        meant = {"TOP": "UP", "BOTTOM": "DOWN", "CENTER": "ORIGIN", "CENTRE": "ORIGIN"}.get(meant, meant)
        context.findings.add(
            "Direction",
            value,
            f'{name} needs a direction, not the text "{value.value[:20]}".',
            suggestion=meant if meant in values.DIRECTIONS else None,
        )


def array(context: Context, value: ast.expr) -> ast.expr:
    """The list that an array is made of; any other expression as it is."""
    if (
        isinstance(value, ast.Call)
        and context.kinds.of(value.func) is None
        and isinstance(value.func, ast.Attribute)
        and value.func.attr == "array"
        and len(value.args) == 1
        and not value.keywords
    ):
        return value.args[0]
    return value


def constant(node: ast.AST) -> Any:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None


def times(context: Context, node: ast.Call, signature: Signature) -> None:
    pairs = list(zip(signature.positional, node.args, strict=False)) + [(k.arg, k.value) for k in node.keywords if k.arg]
    for parameter, value in pairs:
        if parameter in TIMES:
            time(context, value, parameter)


def time(context: Context, value: ast.expr, parameter: str) -> None:
    seconds = constant(value)
    if isinstance(seconds, (int, float)) and not isinstance(seconds, bool) and seconds <= 0:
        context.findings.add("RunTime", value, f"{parameter} must be more than 0, not {seconds}.")


def play(context: Context, node: ast.Call) -> None:
    table = context.table
    for keyword in node.keywords:
        if keyword.arg == "run_time":
            values.check(context, keyword.value, Parameter("n"), "play", "run_time")
            time(context, keyword.value, "run_time")
        elif keyword.arg == "rate_func":
            values.check(context, keyword.value, Parameter("f1"), "play", "rate_func")
    if not node.args and not any(k.arg is None for k in node.keywords):
        context.findings.add("NotAnAnimation", node, "self.play needs an animation.")
    for argument in node.args:
        kind = context.kinds.of(argument)
        if kind and kind[0] == "obj":
            manim = context.kinds.manim_base(kind[1])
            if manim and table.is_a(manim, "Mobject"):
                shown = ast.unparse(argument)
                hint = f"self.play(Create({shown}))" if isinstance(argument, ast.Name) or not isinstance(argument, ast.Call) else None
                if isinstance(argument, ast.Call) and isinstance(argument.func, ast.Attribute):
                    hint = f"Use {ast.unparse(argument.func.value)}.animate.{argument.func.attr}(...)."
                context.findings.add(
                    "NotAnAnimation",
                    argument,
                    "self.play needs an animation, not an object.",
                    suggestion=hint if hint and len(hint) < 120 else None,
                )
            elif manim and table.is_a(manim, "Scene"):
                context.findings.add("NotAnAnimation", argument, "self.play needs an animation, not a call of the scene.")
        elif kind and kind[0] in ("class", "method") and not isinstance(argument, ast.Starred):
            if kind[0] == "method" or table.is_a(kind[1], "Mobject") or table.is_a(kind[1], "Animation"):
                context.findings.add("NotAnAnimation", argument, "self.play needs an animation: call it, or use animate.")
        elif kind and kind[0] == "animate" and isinstance(argument, ast.Attribute) and argument.attr != "animate":
            context.findings.add("NotAnAnimation", argument, "self.play needs an animation: call the method after animate.")
        elif isinstance(argument, ast.Constant) or values.letter(context, argument) in ("t", "n", "d", "f"):
            context.findings.add("NotAnAnimation", argument, f"self.play needs an animation, not {shorten(argument)}.")
        elif isinstance(argument, ast.Call) and isinstance(argument.func, ast.Attribute) and on_scene(context, argument):
            context.findings.add("NotAnAnimation", argument, f"self.{argument.func.attr} is no animation: call it in a line of its own.")


def shorten(node: ast.AST) -> str:
    text = ast.unparse(node).replace("\n", " ")
    return text if len(text) < 40 else "this"


def on_scene(context: Context, node: ast.Call) -> bool:
    """Whether a call plays or waits by itself."""
    kind = context.kinds.of(node.func)
    return (
        bool(kind)
        and kind[0] == "method"
        and kind[2] in ("play", "wait", "pause", "remove", "next_section")
        and context.table.is_a(context.kinds.manim_base(kind[1]) or "", "Scene")
    )
