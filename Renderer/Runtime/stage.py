"""Runs a scene's code, in the confined child. Everything here is at the scene's mercy, and nobody believes it."""
import ast
import json
import os
import sys

import formulas
import frames

MEDIA = "/job/media"
# As many as deliver.py joins.
MOST_SCENES = 50


def tell(report, **message):
    data = (json.dumps(message) + "\n").encode()
    while data:
        data = data[os.write(report, data):]


def line_of(error):
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "scene.py":
            line = trace.tb_lineno
        trace = trace.tb_next
    if not line and isinstance(error, SyntaxError) and error.filename == "scene.py":
        line = error.lineno or 0
    return line


def explain(error):
    kind, text = type(error).__name__, str(error).strip()
    if isinstance(error, frames.TooLong):
        return {"cause": "length", "line": line_of(error), "message": text}
    if isinstance(error, Refused):
        return {"cause": "code", "line": error.line, "message": text}
    if isinstance(error, MemoryError):
        return {"cause": "memory"}
    if isinstance(error, OSError) and error.errno in (28, 27):
        return {"cause": "disk"}
    if isinstance(error, BlockingIOError) and error.errno == 11 or "can't start new thread" in text:
        return {"cause": "processes"}
    if isinstance(error, SyntaxError) and error.filename == "scene.py":
        return {"cause": "code", "line": error.lineno or 0, "message": f"Syntax error: {error.msg}."}
    if isinstance(error, ValueError) and ("error converting to" in text or "files to SVG" in text) or "latex error" in text.lower():
        return {"cause": "latex", "line": line_of(error), "message": formulas.complaint() or text}
    return {"cause": "scene", "line": line_of(error), "message": f"{kind}: {text}" if text else kind}


class Refused(Exception):
    """The code has no scene to render."""

    def __init__(self, message, line=0):
        super().__init__(message)
        self.line = line


def scenes(module, tree, name):
    """The scene classes of the module that no other of them extends, in order; or the one that was asked for."""
    import manim
    lines = {node.name: node.lineno for node in tree.body if isinstance(node, ast.ClassDef)}
    found = [value for value in list(vars(module).values())
             if isinstance(value, type) and issubclass(value, manim.Scene) and value.__module__ == "scene"]
    if name:
        named = [scene for scene in found if scene.__name__ == name]
        if not named:
            raise Refused(f"The code has no scene named {name}.")
        return named[:1]
    leaves = [scene for scene in dict.fromkeys(found) if not any(other is not scene and issubclass(other, scene) for other in found)]
    if not leaves:
        raise Refused("The code has no scene: add a class that extends Scene with a construct method.")
    ready = [scene for scene in leaves if scene.construct is not manim.Scene.construct]
    if not ready:
        raise Refused(f"The scene {leaves[0].__name__} has no construct method: add def construct(self).", lines.get(leaves[0].__name__, 0))
    if len(ready) > MOST_SCENES:
        raise Refused(f"The code has {len(ready)} scenes: at most {MOST_SCENES} make one video.")
    return ready


def settings(request):
    movie = request["mode"] == "render" and request["format"] != "png"
    return {
        "media_dir": MEDIA, "pixel_width": request["width"], "pixel_height": request["height"], "frame_rate": request["fps"],
        "disable_caching": True, "progress_bar": "none", "notify_outdated_version": False, "verbosity": "WARNING",
        "write_to_movie": movie, "save_last_frame": not movie, "format": None if not movie else "webm" if request["format"] == "webm" else "mp4",
        "preview": False, "input_file": "scene.py", "dry_run": False, "from_animation_number": 0, "upto_animation_number": -1, "seed": 0,
    }


def render(request, report):
    """Renders every scene of the code, or only runs it where the mode is "gate"."""
    import manim
    os.environ.update(COLUMNS="200", NO_COLOR="1", TERM="dumb")
    wanted = settings(request)
    formulas.tell = lambda **message: tell(report, **message)
    try:
        tree = ast.parse(request["code"], "scene.py")
        plan = frames.Plan(request, tree, lambda **message: tell(report, **message))
        plan.install(manim, wanted)
        reseed()
        module = type(sys)("scene")
        sys.modules["scene"] = module
        manim.config.update(wanted)
        exec(compile(tree, "scene.py", "exec"), module.__dict__)
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
        tell(report, facts={"scenes": made, "latex": formulas.started, "layout": plan.eye.report()})
    except BaseException as error:
        if type(error).__name__ == "EndSceneEarlyException":
            return
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        tell(report, error=explain(error))


def reseed():
    """The same code gives the same video: chance begins anew at the same place for every job."""
    import random

    import numpy as np
    random.seed(0)
    np.random.seed(0)


def probe(request, report):
    import probe as checks
    tell(report, facts={"holes": checks.holes(request["limits"])})


def visual(request, report):
    import visual as drawing
    try:
        drawing.draw(request["spec"], MEDIA)
        tell(report, facts={"drawn": True})
    except drawing.Refused as error:
        tell(report, error={"cause": "visual", "message": str(error)})
    except MemoryError:
        tell(report, error={"cause": "memory"})


def tex(request, report):
    """Sets one formula for the cache, in a process that has never run a scene."""
    os.nice(5)  # the scene that needed it goes on meanwhile, and comes first
    formulas.compile_into(request["formula"], os.path.join(MEDIA, "formula.svg"))


MODES = {"render": render, "gate": render, "probe": probe, "visual": visual, "tex": tex}
