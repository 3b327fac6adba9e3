"""How long a scene will be and what it will cost, as far as its text tells."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from .calls import constant
from .context import Context
from .values import remembered

# Seconds and steps: about, and at least.
Cost = tuple[float, float, float, float]
NOTHING: Cost = (0.0, 0.0, 0.0, 0.0)
ENDS = (ast.Return, ast.Raise, ast.Assert)
# What may run once, often, or not at all.
UNSURE = (ast.While, ast.Try, ast.TryStar, ast.BoolOp, ast.Match, ast.AsyncFor, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
# Bodies that run at another time.
OTHERS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)

# Seconds, animations and faces that take long, and faces that no render comes to the end of.
LONG_SECONDS, MANY_STEPS, MANY_FACES = 300, 600, 5_000
MAX_FACES = 100_000
MANY_REDRAWS = 15


def check(context: Context) -> None:
    for node in context.nodes:
        if isinstance(node, ast.While):
            endless(context, node)
        elif isinstance(node, ast.Call):
            surface(context, node)
    redraws = sum(isinstance(n, ast.Call) and getattr(n.func, "id", "") == "always_redraw" for n in context.nodes)
    if redraws > MANY_REDRAWS:
        context.findings.add("Cost", 0, f"{redraws} objects are drawn anew in every frame: this is slow.", severity="warning")
    total = NOTHING
    for scene in context.scenes:
        total = added(total, body(context, scene, {scene.name}))
    seconds, steps, least, fewest = total
    context.seconds, context.steps = round(min(seconds, 1e9), 2), int(min(steps, 1e9))
    first = context.scenes[0] if context.scenes else 0
    if least > context.longest:
        context.findings.add("Cost", first, f"The video would last about {least:,.0f} s: at most {context.longest:,} s are possible.")
    elif least > LONG_SECONDS or fewest > MANY_STEPS:
        context.findings.add("Cost", first, f"The video would last about {least:,.0f} s and take long to render.", severity="warning")


def added(one: Cost, other: Cost) -> Cost:
    return (one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3])


def endless(context: Context, node: ast.While) -> None:
    if (name := unmoved(context, node)) is not None:
        message = f"This loop never ends: nothing changes {name}."
        return context.findings.add("Cost", node, message, suggestion=f"Play {name}.animate.set_value(...), or change it in the loop.")
    if not (isinstance(node.test, ast.Constant) and node.test.value):
        return
    leaves = (ast.Break, ast.Return, ast.Raise, ast.Yield, ast.YieldFrom, ast.Await)
    if any(isinstance(n, leaves) for part in node.body for n in walk(part)):
        return
    if any(
        isinstance(n, ast.Call) and getattr(n.func, "attr", getattr(n.func, "id", "")) in ("exit", "_exit", "quit", "next", "throw")
        for part in node.body
        for n in ast.walk(part)
    ):
        return
    context.findings.add("Cost", node, "This loop never ends.", suggestion="Count with for, or use an updater and self.wait.")


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """Like ast.walk, without the bodies of functions and classes."""
    yield node
    if not isinstance(node, OTHERS):
        for child in ast.iter_child_nodes(node):
            yield from walk(child)


def surface(context: Context, node: ast.Call) -> None:
    kind = context.kinds.of(node.func)
    if not kind or kind[0] != "class" or not context.table.is_a(context.kinds.manim_base(kind[1]) or "", "Surface"):
        return
    value = next((constant(k.value) for k in node.keywords if k.arg == "resolution"), None)
    if isinstance(value, int):
        value = (value, value)
    if isinstance(value, (tuple, list)) and len(value) == 2 and all(isinstance(v, int) for v in value):
        faces = value[0] * value[1]
        if faces > MAX_FACES:
            context.findings.add("Cost", node, f"A surface of {faces:,} faces takes too long: use a resolution of about 30.")
        elif faces > MANY_FACES:
            context.findings.add(
                "Cost", node, f"A surface of {faces:,} faces is slow: a resolution of about 30 is enough.", severity="warning"
            )


def body(context: Context, scene: ast.ClassDef, seen: set[str]) -> Cost:
    """What a scene's construct takes, with the methods that it calls."""
    methods = {item.name: item for item in scene.body if isinstance(item, ast.FunctionDef)}
    start = methods.get("construct")
    if start is None:
        for base in scene.bases:
            parent = context.scopes.classes.get(getattr(base, "id", ""))
            if parent is not None and parent.name not in seen:
                return body(context, parent, seen | {parent.name})
        return NOTHING
    return block(context, start.body, Methods(methods), ("construct",))


class Methods(dict[str, ast.FunctionDef]):
    """The methods of a scene by name, and what was found of each: a method that is called often is walked once."""

    def __init__(self, methods: dict[str, ast.FunctionDef]) -> None:
        super().__init__(methods)
        self.known: dict[str, Cost] = {}

    def cost(self, context: Context, name: str, stack: tuple[str, ...]) -> Cost:
        if name not in self.known:
            self.known[name] = block(context, self[name].body, self, (*stack, name))
        return self.known[name]


def block(context: Context, statements: Sequence[ast.AST], methods: Methods, stack: tuple[str, ...]) -> Cost:
    total, certain = NOTHING, True
    for part in statements:
        more = statement(context, part, methods, stack)
        total = added(total, more if certain else (more[0], more[1], 0.0, 0.0))
        certain = certain and not leaves(context, part)
    return total


def unmoved(context: Context, node: ast.While) -> str | None:
    """The one tracker whose value a loop waits for and that nothing in the code changes; None where there is none."""
    calls = [n for n in ast.walk(node.test) if isinstance(n, ast.Call)]
    called = calls[0].func if len(calls) == 1 else None
    if not isinstance(called, ast.Attribute) or called.attr != "get_value" or not isinstance(called.value, ast.Name):
        return None
    name = called.value.id
    others = [n for n in ast.walk(node.test) if isinstance(n, ast.Name) and n.id != name]
    uses = [n for n in context.nodes if isinstance(n, ast.Name) and n.id == name]
    reads = [n.value for n in context.nodes if isinstance(n, ast.Attribute) and n.attr == "get_value"]
    if context.kinds.of(called.value) != ("obj", "ValueTracker") or others or any(leaves(context, part) for part in node.body):
        return None
    return name if sum(isinstance(n.ctx, ast.Store) for n in uses) == 1 and len(uses) == 1 + sum(n in reads for n in uses) else None


@remembered
def leaves(context: Context, node: ast.AST) -> bool:
    """Whether what follows in the same block may not be reached."""
    if isinstance(node, (*ENDS, ast.Break, ast.Continue)):
        return True
    of = ends if isinstance(node, (ast.For, ast.AsyncFor, ast.While)) else leaves
    return any(of(context, child) for child in within(node))


@remembered
def ends(context: Context, node: ast.AST) -> bool:
    """Whether the function may end here."""
    return isinstance(node, ENDS) or any(ends(context, child) for child in within(node))


def within(node: ast.AST) -> Iterator[ast.AST]:
    """The statements in the blocks of a statement."""
    if isinstance(node, (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)):
        for part in ("body", "orelse", "finalbody"):
            yield from getattr(node, part, ())
        for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
            yield from part.body


def statement(context: Context, node: ast.AST, methods: Methods, stack: tuple[str, ...]) -> Cost:
    if isinstance(node, OTHERS):
        return NOTHING
    if isinstance(node, ast.For):
        inner = block(context, node.body, methods, stack)
        times = rounds(node.iter)
        least = 0 if times is None or any(leaves(context, part) for part in node.body) else times
        times = 3 if times is None else times
        return inner[0] * times, inner[1] * times, inner[2] * least, inner[3] * least
    if isinstance(node, (ast.If, ast.IfExp)):
        parts = [part if isinstance(part, list) else [part] for part in (node.body, node.orelse)]
        either = [block(context, part, methods, stack) for part in parts]
        return max(e[0] for e in either), max(e[1] for e in either), min(e[2] for e in either), min(e[3] for e in either)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "self":
        name = node.func.attr
        if name in ("play", "wait", "pause", "move_camera", "wait_until"):
            return step(context, node, name, name in methods)
        if name in methods and name not in stack and len(stack) < 6:
            return methods.cost(context, name, stack)
    inner = block(context, list(ast.iter_child_nodes(node)), methods, stack)
    return (inner[0], inner[1], 0.0, 0.0) if isinstance(node, UNSURE) else inner


def step(context: Context, node: ast.Call, name: str, is_own: bool) -> Cost:
    """One play or wait; of a method of the scene's own nobody knows whether it plays."""
    given = seconds_of(node, name)
    about = 1.0 if given is None else given
    if is_own or name == "wait_until":
        return about, 1, 0.0, 0.0
    return about, 1, about if given is not None or takes_a_second(context, node, name) else 0.0, 1


def takes_a_second(context: Context, node: ast.Call, name: str) -> bool:
    """Whether nothing is said of the time: a wait takes a second then, and so does an animation of Manim's, or longer."""
    if any(k.arg in (None, "run_time", "duration") for call in ast.walk(node) if isinstance(call, ast.Call) for k in call.keywords):
        return False
    if name in ("wait", "pause"):
        return not node.args
    kinds = [context.kinds.of(argument) for argument in node.args]
    return any(
        kind and kind[0] == "obj" and context.table.is_a(kind[1], "Animation") and kind[1] not in ("Add", "Succession", "AnimationGroup")
        for kind in kinds
    )


def seconds_of(node: ast.Call, name: str) -> float | None:
    """How long a play or wait takes by its own text; None where that does not tell, which mostly is one second."""
    given = next((constant(k.value) for k in node.keywords if k.arg in ("run_time", "duration")), None)
    if given is None and name in ("wait", "pause") and node.args:
        given = constant(node.args[0])
        given = product(node.args[0]) if given is None else given
    if given is None and name == "play":
        inner = [
            constant(k.value) for a in node.args for n in ast.walk(a) if isinstance(n, ast.Call) for k in n.keywords if k.arg == "run_time"
        ]
        given = max((i for i in inner if isinstance(i, (int, float))), default=None)
    return float(given) if isinstance(given, (int, float)) and given >= 0 else None


def product(node: ast.AST) -> float | None:
    """A bounded sum, product or power of numbers."""
    if isinstance(node, ast.BinOp):
        left, right = product(node.left), product(node.right)
        if left is None or right is None:
            return None
        if isinstance(node.op, ast.Mult):
            return left * right
        if isinstance(node.op, ast.Pow) and abs(left) <= 1e6 and abs(right) <= 20:
            return float(left) ** right
        if isinstance(node.op, ast.Add):
            return left + right
        return left / right if isinstance(node.op, ast.Div) and right else None
    value = constant(node)
    return float(value) if isinstance(value, (int, float)) and abs(value) < 1e12 else None


def rounds(iterable: ast.AST) -> int | None:
    """How often a loop runs, None where the text does not tell."""
    if isinstance(iterable, (ast.List, ast.Tuple)):
        return len(iterable.elts)
    if isinstance(iterable, ast.Call) and getattr(iterable.func, "id", "") == "range":
        bounds = [constant(a) for a in iterable.args]
        if bounds and all(isinstance(b, int) and abs(b) < 10**9 for b in bounds) and (len(bounds) < 3 or bounds[2]):
            return len(range(*bounds[:3]))
    if isinstance(iterable, ast.Call) and getattr(iterable.func, "id", "") in ("enumerate", "reversed", "list", "zip") and iterable.args:
        return rounds(iterable.args[0])
    return None
