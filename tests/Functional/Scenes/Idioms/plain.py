"""Renders idioms by Manim alone, without anything of ours: {"name": code} as JSON on stdin, {"name": what went wrong} on stdout.

Runs in Manim's root file system. Each idiom has a process and an empty folder of its own.
"""

import contextlib
import json
import os
import sys
import tempfile
import traceback
import types


def render(code: str, manim: types.ModuleType) -> str:
    """What went wrong, or nothing."""
    folder = tempfile.mkdtemp()
    os.chdir(folder)
    with open("scene.py", "w", encoding="utf-8") as file:
        file.write(code)
    manim.config.update({"pixel_width": 214, "pixel_height": 120, "frame_rate": 5, "media_dir": folder + "/media", "progress_bar": "none"})
    manim.config.update({"disable_caching": True, "notify_outdated_version": False, "verbosity": "ERROR"})
    module = manim.utils.module_ops.get_module(manim.utils.module_ops.Path("scene.py"))
    scenes = manim.utils.module_ops.get_scene_classes_from_module(module)
    if not scenes:
        return "no scene"
    for scene in scenes:
        scene().render()
    files = [name for _, _, names in os.walk("media") for name in names]
    return "" if any(name.endswith((".mp4", ".png")) for name in files) else "no video"


def one(code: str, manim: types.ModuleType, seconds: int) -> str:
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        said = "it ended by itself"
        try:
            import signal

            signal.alarm(seconds)
            with contextlib.redirect_stdout(sys.stderr):
                said = render(code, manim)
        except BaseException as error:
            traceback.print_exc()
            said = f"{type(error).__name__}: {error}"
        finally:
            os.write(write, said.encode()[:4000])
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    return said.decode() if status == 0 else f"ended by signal {os.WTERMSIG(status)}"


def main() -> None:
    import manim
    import manim.utils.module_ops

    wanted = json.load(sys.stdin)
    failed = {name: said for name, code in wanted.items() if (said := one(code, manim, 120))}
    json.dump(failed, sys.stdout)


if __name__ == "__main__":
    main()
