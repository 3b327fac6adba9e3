"""LaTeX, hardened, over a cache of formulas of which scenes get what they ask for by its source, and which they never write.

A formula's file is named by the hash of everything that decides it: its whole TeX source, the compiler, the format.
What a scene has set itself is used by that scene alone. The renderer sets it again in a sandbox of its own, which has
never run a scene, before others see it: so nobody can put a wrong picture under a formula's name.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sandbox import files, landlock
from sandbox.report import Said
from sandbox.shelf import FOLDER, MOST_BYTES, key
from sandbox.work import MEDIA, Request, Watch

SECONDS = 60
# How often LaTeX was started here, and the log of its last run.
started = 0
log: Path | None = None


def silence(**message: Any) -> None:
    pass


def read(name: str) -> bytes | None:
    """For the warm parent, which has the cache before it."""
    try:
        return Path(f"{FOLDER}/{name}.svg").read_bytes()
    except OSError:
        return None


# Hears of each formula that was not in the cache.
tell: Callable[..., None] = silence
# The formula of this name in the cache, or None. A scene asks for it, and cannot look.
cached: Callable[[str], bytes | None] = read


def source_of(expression: str, environment: str | None, template: Any) -> str:
    if environment is not None:
        return template.get_texcode_for_expression_in_env(expression, environment)
    return template.get_texcode_for_expression(expression)


def tex_to_svg_file(expression: str, environment: str | None = None, tex_template: Any = None) -> Path:
    """Takes the place of Manim's function of this name: the same file, from the cache where it is there."""
    global started
    import manim

    template = tex_template if tex_template is not None else manim.config["tex_template"]
    compiler, form = template.tex_compiler, template.output_format
    source = source_of(expression, environment, template)
    simple = isinstance(compiler, str)
    whole = key(source, str(compiler), form)
    name = whole[:16]
    folder = manim.config.get_dir("tex_dir")
    result = folder / f"{name}.svg"
    if result.exists():
        return result
    if simple and (found := cached(whole)):
        # Manim knows a parsed formula again by its path.
        os.makedirs(folder, exist_ok=True)
        part = folder / f".{name}.{os.getpid()}"
        part.write_bytes(found)
        os.rename(part, result)
        return result
    started += 1
    set_formula(source, compiler, form, folder, name)
    if simple:
        tell(formula={"source": source, "compiler": compiler, "format": form})
    return result


def set_formula(source: str, compiler: str | list[str], form: str, folder: Path, name: str) -> None:
    """In a folder of its own: two processes of a scene may need the same formula at the same time."""
    global log
    work = folder / f".{name}.{os.getpid()}"
    os.makedirs(work, exist_ok=True)
    (work / "formula.tex").write_text(source, encoding="utf-8")
    log = work / "formula.log"
    for one in [compiler] if isinstance(compiler, str) else compiler:
        if one not in ("latex", "pdflatex"):
            raise ValueError(f"The compiler {one} is not available: use latex.")
        done = start(
            work,
            one,
            "-interaction=batchmode",
            "-no-shell-escape",
            "-halt-on-error",
            f"-output-format={form[1:]}",
            f"-output-directory={work}",
            str(work / "formula.tex"),
        )
        if done != 0:
            raise ValueError(f"{one} error converting to {form[1:]}")
    to_svg(work / f"formula{form}", work / "formula.svg")
    os.rename(work / "formula.svg", folder / f"{name}.svg")
    shutil.rmtree(work, ignore_errors=True)


def to_svg(source: Path, target: Path) -> None:
    # PostScript would start Ghostscript; MathTex needs the specials of colour and of dvisvgm itself.
    pdf = ["--pdf"] if str(source).endswith(".pdf") else []
    start(
        target.parent,
        "dvisvgm",
        *pdf,
        "--page=1",
        "--no-fonts",
        "--no-specials=ps,html,papersize",
        "--verbosity=0",
        f"--output={target}",
        str(source),
    )
    if not os.path.exists(target):
        raise ValueError("dvisvgm does not support converting these files to SVG")


def start(work: Path, *command: str) -> int:
    """A child of its own, with nothing but what TeX needs in its environment."""
    keep = {name: os.environ[name] for name in ("HOME", "PATH", "LANG") if name in os.environ}
    environment = {**keep, "openout_any": "p", "shell_escape": "f", "MKTEXPK": "0", "MKTEXTFM": "0", "TEXMFVAR": "/tmp/texmf-var"}
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env=environment,
        timeout=SECONDS,
        check=False,
        preexec_fn=lambda: landlock.confine(work, "/tmp"),
    ).returncode


def newest_log() -> str:
    """What TeX wrote on its newest run; empty where it wrote nothing."""
    if log is None:
        return ""
    try:
        return log.read_text(errors="replace")[:MOST_BYTES]
    except OSError:
        return ""


def compile_into(formula: Mapping[str, str], target: str) -> None:
    """One formula for the cache."""
    set_formula(formula["source"], formula["compiler"], formula["format"], Path(MEDIA) / "Tex", "formula")
    os.rename(f"{MEDIA}/Tex/formula.svg", target)


def install() -> None:
    from manim.mobject.text import tex_mobject
    from manim.utils import tex_file_writing

    tex_mobject.tex_to_svg_file = tex_file_writing.tex_to_svg_file = tex_to_svg_file


def run(request: Request, report: int) -> None:
    """Sets one formula for the cache, in a process that has never run a scene."""
    os.nice(5)  # the scene that needed it goes on meanwhile, and comes first
    compile_into(request["formula"], f"{MEDIA}/formula.svg")


def deliver(request: Request, said: Said, status: int, watch: Watch) -> None:
    files.send_one("formula", f"{MEDIA}/formula.svg", MOST_BYTES, "latex", "The formula could not be set.")
