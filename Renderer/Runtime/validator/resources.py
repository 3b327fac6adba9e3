"""Files, the network, the machine and the settings: a scene has none of them."""

from __future__ import annotations

import ast

from .context import Context
from .table import nearest

# Manim's and Python's ways to what a scene has no use for. The sandbox refuses them; this says so early.
COMMANDS = {"capture", "open_file", "guarantee_empty_existence", "open_media_file", "register_font"}
MODULES = {
    "subprocess",
    "socket",
    "ctypes",
    "multiprocessing",
    "urllib.request",
    "http.client",
    "http.server",
    "ftplib",
    "smtplib",
    "webbrowser",
    "pty",
    "socketserver",
    "xmlrpc",
}
# What writes a file, so that the scene may read it later.
WRITES = {
    "write_text",
    "write_bytes",
    "write",
    "save",
    "savez",
    "savetxt",
    "savefig",
    "imsave",
    "imwrite",
    "dump",
    "to_csv",
    "to_file",
    "tofile",
    "touch",
    "copy",
    "copyfile",
    "extractall",
    "mkstemp",
    "NamedTemporaryFile",
}
ARRAYS = {"loadtxt", "genfromtxt", "load", "fromfile", "read_csv", "imread"}
SYSTEM = {"system", "popen", "execv", "execve", "execvp", "spawnl", "spawnv", "fork", "kill", "_exit"}
WALKS = {"__globals__", "__subclasses__", "__builtins__", "__loader__"}
CHOSEN = {
    "frame_rate",
    "quality",
    "media_dir",
    "output_file",
    "format",
    "preview",
    "write_to_movie",
    "save_last_frame",
    "renderer",
    "input_file",
    "video_dir",
    "images_dir",
    "tex_dir",
    "text_dir",
    "log_dir",
    "progress_bar",
    "verbosity",
    "dry_run",
    "disable_caching",
    "movie_file_extension",
    "write_all",
    "custom_folders",
    "log_to_file",
    "save_pngs",
    "save_as_gif",
    "from_animation_number",
    "upto_animation_number",
    "zero_pad",
    "plugins",
}
DANGEROUS = {"preview_command", "ffmpeg_executable", "tex_template_file", "plugins"}


def check(context: Context) -> None:
    # A file that the scene may have written itself is for the render to judge.
    is_alone = not writes(context)
    for node in context.nodes:
        if isinstance(node, ast.Call):
            call(context, node, is_alone)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            for name in names:
                parts = name.split(".")
                if parts[0] in MODULES or ".".join(parts[:2]) in MODULES:
                    context.findings.add("Unsafe", node, f"A scene has no use for {name}: there is no network and no other program.")
        elif isinstance(node, ast.Attribute) and node.attr in WALKS:
            context.findings.add("Unsafe", node, f"A scene has no use for {node.attr}.")
        elif isinstance(node, ast.Attribute) and context.kinds.of(node.value) == ("module", "os") and node.attr in SYSTEM:
            context.findings.add("Unsafe", node, f"A scene has no use for os.{node.attr}: there is no other program.")
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and is_config(context, node.value):
            setting(context, node, node.attr)
        elif isinstance(node, ast.Attribute) and is_config(context, node.value):
            exists(context, node, node.attr)
        elif isinstance(node, ast.Subscript) and is_config(context, node.value) and (name := literal(node.slice)) is not None:
            exists(context, node, name)
            if isinstance(node.ctx, ast.Store):
                setting(context, node, name)


def writes(context: Context) -> bool:
    for node in context.nodes:
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
        modes = [literal(value) for value in [*node.args, *(k.value for k in node.keywords if k.arg == "mode")]]
        if name == "open" and any(mode and len(mode) <= 3 and set(mode) & set("wax+") for mode in modes):
            return True
        if name in WRITES or name in ("exists", "is_file", "isfile"):
            return True
    return False


def is_config(context: Context, node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Name) and node.id == "config" and context.scopes.of.get(id(node), context.scopes.module).find("config") is None
    )


def exists(context: Context, node: ast.AST, name: str) -> None:
    names = context.table.members("ManimConfig") | {"keys", "values", "items", "get", "pop", "setdefault"}
    if name not in names and name not in context.scopes.attributes:
        meant = nearest(name, names)
        context.findings.add("Config", node, f"There is no config.{name}.", suggestion=f"Did you mean {meant}?" if meant else None)


def setting(context: Context, node: ast.AST, name: str) -> None:
    if name in DANGEROUS:
        context.findings.add("Config", node, f"config.{name} cannot be set by a scene.")
    elif name in CHOSEN:
        context.findings.add(
            "Config", node, f"config.{name} has no effect: quality and folders are chosen with the job.", severity="warning"
        )


def literal(node: ast.AST | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def call(context: Context, node: ast.Call, is_alone: bool) -> None:
    findings, kind = context.findings, context.kinds.of(node.func)
    said = context.kinds.bound(node.args[0]) if node.args and isinstance(node.args[0], ast.Name) else node.args[:1]
    first = literal(said[0]) if len(said) == 1 else None
    keywords = {k.arg: k.value for k in node.keywords if k.arg}
    name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
    own = isinstance(node.func, ast.Name) and context.scopes.of.get(id(node.func), context.scopes.module).find(name) is not None
    if kind and kind[0] == "class":
        if (
            kind[1] in ("ImageMobject", "ImageMobjectFromCamera")
            and first is not None
            or kind[1] == "ImageMobject"
            and literal(keywords.get("filename_or_array")) is not None
        ):
            asset(context, node, "picture", "Draw it with Manim's shapes.", is_alone)
        elif kind[1] == "SVGMobject" and (first or literal(keywords.get("file_name"))):
            asset(context, node, "SVG file", "Draw it with Manim's shapes.", is_alone)
        elif kind[1] == "Code" and (first or "code_file" in keywords):
            asset(context, node, "source file", "Give the text as code_string.", is_alone)
        elif context.table.is_a(kind[1], "Typst"):
            findings.add("UnknownModule", node, "Typst is not installed here.", suggestion="Use Tex or MathTex.")
    elif kind and kind[0] == "manim function" and kind[1] in COMMANDS:
        findings.add("Unsafe", node, f"A scene has no use for {kind[1]}.")
    elif name in COMMANDS and not own and isinstance(node.func, ast.Attribute) and kind is None and is_manim(node.func):
        findings.add("Unsafe", node, f"A scene has no use for {name}.")
    elif name == "add_sound" and kind and kind[0] == "method" and context.table.is_a(context.kinds.manim_base(kind[1]) or "", "Scene"):
        asset(context, node, "sound", "Leave it out.", is_alone)
    elif isinstance(node.func, ast.Name) and not own:
        if name == "open":
            mode = literal(node.args[1]) if len(node.args) > 1 else literal(keywords.get("mode"))
            if first is not None and not first.startswith(("/dev/", "/proc/")) and (mode is None or not any(c in mode for c in "wax")):
                asset(context, node, "file", "Write the data into the code.", is_alone)
        elif name == "input":
            findings.add("Unsafe", node, "A scene cannot ask for input.")
        elif name == "__import__":
            findings.add("Unsafe", node, "A scene has no use for __import__: use import.", severity="warning")
        elif name in ("exec", "eval", "compile"):
            findings.add("Unsafe", node, f"{name} hides what the scene does.", severity="warning")
    elif name == "open" and isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "Image" and first is not None:
        asset(context, node, "picture", "Draw it with Manim's shapes.", is_alone)
    elif name in ARRAYS and first is not None and isinstance(node.func, ast.Attribute) and is_module(context, node.func.value):
        asset(context, node, "file", "Write the data into the code.", is_alone)


def is_manim(node: ast.AST) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id == "manim"


def is_module(context: Context, node: ast.AST) -> bool:
    kind = context.kinds.of(node)
    return kind is not None and kind[0] == "module"


def asset(context: Context, node: ast.Call, what: str, instead: str, is_alone: bool) -> None:
    if is_alone:
        context.findings.add("Asset", node, f"There is no such {what}: a scene has no files and no network.", suggestion=instead)
