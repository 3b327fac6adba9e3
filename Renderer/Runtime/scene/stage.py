"""Runs a scene's code, in the confined child. Everything here is at the scene's mercy, and nobody believes it."""

from __future__ import annotations

import ast
import os
import sys
from types import ModuleType
from typing import Any

from sandbox.report import ask, tell
from sandbox.work import MEDIA, Request

from . import curves, formulas, frames, glyphs, place, shape
from .failures import SCENE_FILE, Refused, explain, hide_frame

# As many as delivery.py joins.
MOST_SCENES = 50
# The module that the code becomes. Not "scene": this package must still be found by that name.
SUBMISSION = "submission"


def scenes(module: ModuleType, tree: ast.Module, name: str | None) -> list[Any]:
    """The scene classes of the module that no other of them extends, in order; or the one that was asked for."""
    import manim

    lines = {node.name: node.lineno for node in tree.body if isinstance(node, ast.ClassDef)}
    found = [
        value
        for value in list(vars(module).values())
        if isinstance(value, type) and issubclass(value, manim.Scene) and value.__module__ == module.__name__
    ]
    if name:
        named = [scene for scene in found if scene.__name__ == name]
        if not named:
            raise Refused(f"The code has no scene named {name}.")
        return named[:1]
    leaves: list[Any] = [
        scene for scene in dict.fromkeys(found) if not any(other is not scene and issubclass(other, scene) for other in found)
    ]
    if not leaves:
        raise Refused("The code has no scene: add a class that extends Scene with a construct method.")
    ready = [scene for scene in leaves if scene.construct is not manim.Scene.construct]
    if not ready:
        raise Refused(f"The scene {leaves[0].__name__} has no construct method: add def construct(self).", lines.get(leaves[0].__name__, 0))
    if len(ready) > MOST_SCENES:
        raise Refused(f"The code has {len(ready)} scenes: at most {MOST_SCENES} make one video.")
    return ready


def settings(request: Request) -> dict[str, Any]:
    """Manim's configuration for a request."""
    movie = request["mode"] == "render" and request["format"] != "png"
    return {
        "media_dir": MEDIA,
        "pixel_width": request["width"],
        "pixel_height": request["height"],
        "frame_rate": request["fps"],
        "disable_caching": True,
        "progress_bar": "none",
        "notify_outdated_version": False,
        "verbosity": "WARNING",
        "write_to_movie": movie,
        "save_last_frame": not movie,
        "format": None if not movie else "webm" if request["format"] == "webm" else "mp4",
        "preview": False,
        "input_file": SCENE_FILE,
        "dry_run": False,
        "from_animation_number": 0,
        "upto_animation_number": -1,
        "seed": 0,
    }


def render(request: Request, report: int) -> None:
    """Renders every scene of the code, or only runs it where the mode is "gate"."""
    import manim

    os.environ.update(COLUMNS="200", NO_COLOR="1", TERM="dumb")
    wanted = settings(request)
    formulas.tell = lambda **message: tell(report, **message)
    formulas.cached = lambda name: ask(report, name)
    hide_frame(request["code"])
    place.watch(report)
    try:
        tree = ast.parse(request["code"], SCENE_FILE)
        plan = frames.Plan(request, tree, lambda **message: tell(report, **message))
        plan.install(manim, wanted)
        glyphs.install(manim, plan.eye.note)
        curves.install(manim, plan.eye.note)
        reseed()
        module = ModuleType(SUBMISSION)
        sys.modules[SUBMISSION] = module
        manim.config.update(wanted)
        exec(compile(tree, SCENE_FILE, "exec"), module.__dict__)
        width, height = shape.size(manim.config, request)
        wanted |= {"pixel_width": width, "pixel_height": height}
        plan.keep(wanted)
        chosen = scenes(module, tree, request.get("scene"))
        made = []
        for number, kind in enumerate(chosen):
            plan.begin()
            manim.config.update({**wanted, "output_file": f"out{number:03}"})
            scene = kind()
            scene.render()
            if not plan.plays and len(chosen) > 1 and request["format"] != "png":
                # It has no file, and the video of the others would do as if it had never been asked for.
                raise Refused(f"The scene {kind.__name__} plays no animation: add self.play(...) or self.wait().")
            made.append({"name": kind.__name__, "seconds": plan.seconds(), "plays": plan.plays})
        tell(report, facts={"scenes": made, "latex": formulas.started, "layout": plan.eye.report(), "moves": plan.moves})
    except BaseException as error:
        if type(error).__name__ == "EndSceneEarlyException":
            return
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        tell(report, error=explain(error))


def reseed() -> None:
    """The same code gives the same video: chance begins anew at the same place for every job."""
    import random

    import numpy as np

    random.seed(0)
    np.random.seed(0)
