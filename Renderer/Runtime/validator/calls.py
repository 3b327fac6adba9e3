"""Arguments that a call does not take, lacks, or takes in another form."""
import ast

from . import renames
from .table import nearest

DIRECTIONS = {"UP", "DOWN", "LEFT", "RIGHT", "IN", "OUT", "UL", "UR", "DL", "DR", "ORIGIN"}
TIMES = ("run_time", "duration")


def check(context):
    for node in context.nodes:
        if isinstance(node, ast.Call):
            call(context, node)


def call(context, node):
    kind = context.kinds.of(node.func)
    if kind is None:
        return
    if kind[0] == "class":
        construct(context, node, kind[1])
    elif kind[0] in ("method", "class method"):
        manim = context.kinds.manim_base(kind[1])
        signature = manim and context.table.method(manim, kind[2])
        if signature:
            accepted = None if signature.any_keyword else set(signature.names)
            arguments(context, node, signature, accepted, kind[2])
            times(context, node, signature)
            if context.table.is_a(manim, "Scene") and kind[2] == "play":
                play(context, node)
    elif kind[0] == "manim function":
        signature = context.table.function(kind[1])
        if signature:
            arguments(context, node, signature, None if signature.any_keyword else set(signature.names), kind[1])


def construct(context, node, owner):
    kinds, table = context.kinds, context.table
    if owner.startswith("~"):
        if any("__init__" in kinds.own(c) or "__new__" in kinds.own(c) for c in kinds.user_lineage(owner)) or kinds.members(owner) is None:
            return
        manim = kinds.manim_base(owner)
        if manim is None or context.scopes.classes[owner[1:]].decorator_list:
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


def arguments(context, node, signature, accepted, name):
    findings = context.findings
    spread = any(isinstance(a, ast.Starred) for a in node.args)
    given = {k.arg for k in node.keywords if k.arg}
    if accepted is not None:
        for keyword in node.keywords:
            if keyword.arg and keyword.arg not in accepted:
                hint = renames.ARGUMENTS.get(keyword.arg)
                safe = renames.SAFE_ARGUMENTS.get((name, keyword.arg))
                meant = safe or nearest(keyword.arg, accepted)
                findings.add("UnknownArgument", keyword, f"{name} takes no argument {keyword.arg}.",
                             suggestion=f"Use {safe}." if safe else hint or (f"Did you mean {meant}?" if meant else None))
    if not spread and not signature.rest and len(node.args) > len(signature.positional):
        findings.add("TooManyArguments", node, f"{name} takes at most {len(signature.positional)} arguments without a name, not {len(node.args)}.")
    if not spread and not any(k.arg is None for k in node.keywords):
        missing = [p for p in signature.required if p not in given and p not in signature.positional[:len(node.args)]]
        if missing:
            findings.add("MissingArgument", node, f"{name} needs {' and '.join(missing)}.")
    if spread:
        return
    pairs = list(zip(signature.positional, node.args)) + [(k.arg, k.value) for k in node.keywords if k.arg]
    for parameter, value in pairs:
        if parameter in signature.points:
            point(context, value, name)
    if signature.rest_points:
        for value in node.args[len(signature.positional):]:
            point(context, value, name)


def number(node):
    if isinstance(node, ast.UnaryOp):
        return number(node.operand)
    return isinstance(node, ast.BinOp) and number(node.left) and number(node.right) or (
        isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool))


def point(context, value, name):
    inner = value
    if isinstance(value, ast.Call) and context.kinds.of(value.func) is None and isinstance(value.func, ast.Attribute) \
            and value.func.attr == "array" and len(value.args) == 1 and not value.keywords:
        inner = value.args[0]
    if isinstance(inner, (ast.List, ast.Tuple)) and len(inner.elts) == 2 and all(number(e) for e in inner.elts):
        context.findings.add("Point", inner, f"{name} needs a point of three numbers, not two.", suggestion="Add a 0 for z.")
    elif isinstance(value, ast.Constant) and isinstance(value.value, str):
        meant = value.value.strip().upper()
        context.findings.add("Direction", value, f"{name} needs a direction, not the text \"{value.value[:20]}\".",
                             suggestion=meant if meant in DIRECTIONS else None)


def constant(node):
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None


def times(context, node, signature):
    pairs = list(zip(signature.positional, node.args)) + [(k.arg, k.value) for k in node.keywords if k.arg]
    for parameter, value in pairs:
        if parameter in TIMES or parameter == "run_time":
            seconds = constant(value)
            if isinstance(seconds, (int, float)) and not isinstance(seconds, bool) and seconds <= 0:
                context.findings.add("RunTime", value, f"{parameter} must be more than 0, not {seconds}.")


def play(context, node):
    table = context.table
    for keyword in node.keywords:
        if keyword.arg == "run_time":
            seconds = constant(keyword.value)
            if isinstance(seconds, (int, float)) and seconds <= 0:
                context.findings.add("RunTime", keyword.value, f"run_time must be more than 0, not {seconds}.")
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
                context.findings.add("NotAnAnimation", argument, "self.play needs an animation, not an object.",
                                     suggestion=hint if hint and len(hint) < 120 else None)
        elif kind and kind[0] in ("class", "method") and not isinstance(argument, ast.Starred):
            if kind[0] == "method" or table.is_a(kind[1], "Mobject"):
                context.findings.add("NotAnAnimation", argument, "self.play needs an animation: call it, or use animate.")
