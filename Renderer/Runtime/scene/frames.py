"""Draws a scene's frames in several processes at once, each frame exactly as Manim's own loop would.

Manim's loop alternates between moving the scene on by one frame and drawing it. Drawing never changes the scene, so the
two can be taken apart: this process only moves the scene on, and at the start of each slice of frames forks a process
that holds the very same state, moves on through its slice, draws it and ends. Where every animation of a play is a
plain one (no updater anywhere), the frames between two slices depend on the time alone and are skipped.

What could tell the processes apart is looked for in the code (clocks, files, pixels read back): such a scene is drawn
in one process, as is any whose classes replace the parts of Manim that this relies on.
"""

from __future__ import annotations

import ast
import json
import math
import os
import select
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sandbox import wire
from sandbox.work import Request

from . import encode, layout, place
from .failures import TooLong, explain

SLICE, MIN_SLICE = 30, 12
# Plays of one line after which a video that is too long is thought to be a loop.
ENOUGH = 100
SHORTEN = "shorten its animations and waits."
APART = {
    "time",
    "datetime",
    "secrets",
    "uuid",
    "urandom",
    "getrandom",
    "threading",
    "multiprocessing",
    "concurrent",
    "asyncio",
    "subprocess",
    "fork",
    "socket",
    "open",
    "exec",
    "eval",
    "__import__",
    "importlib",
    "ctypes",
    "pixel_array",
    "get_image",
    "get_frame",
    "capture_mobjects",
    "update_frame",
    "save_static_frame_data",
    "get_pixel_array",
    "SystemRandom",
    "perf_counter",
    "monotonic",
    "file_writer",
    "play_internal",
    "update_to_time",
    "get_time_progression",
    "interactive_embed",
    "embed",
    "getpid",
    "Path",
    "add_sound",
}
PLAIN = (
    "play_internal",
    "update_to_time",
    "get_time_progression",
    "_get_animation_time_progression",
    "begin_animations",
    "compile_animation_data",
)


class Failed(Exception):
    """What a drawing process reported in place of its frames."""


def names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (alias.name.split(".")[0] for alias in node.names)
            if isinstance(node, ast.ImportFrom) and node.module:
                yield node.module.split(".")[0]


class Plan:
    """How one job's frames are drawn: counts them, bounds them, and hands them out."""

    def __init__(self, request: Request, tree: ast.AST, tell: Callable[..., None]) -> None:
        self.tell, self.gate = tell, request["mode"] == "gate" or request["format"] == "png"
        self.limit, self.fps = int(request["seconds"] * request["fps"]), request["fps"]
        self.workers = request["parallel"] if not APART.intersection(names(tree)) else 1
        self.frames, self.plays, self.shown, self.moves, self.before = 0, 0, 0, 0, 0
        self.guarded: dict[str, Any] = {}
        self.running: dict[int, int] = {}  # the pipe of each drawing process, and its pid
        self.forks, self.eye = 0, layout.Eye()
        self.played: Counter[int] = Counter()  # how often each line of the code has played

    def begin(self) -> None:
        """A scene of the code begins."""
        self.plays, self.shown, self.before = 0, 0, self.frames

    def seconds(self) -> float:
        return round((self.frames - self.before) / self.fps, 3)

    def take(self, frames: int) -> None:
        """Counts a play's frames before any of them exists."""
        self.frames += frames
        if self.frames > self.limit:
            line, times = (self.played.most_common(1) or [(0, 0)])[0]
            what = f"line {line} has played {times:,} times. Does its loop end?" if line and times > ENOUGH else SHORTEN
            raise TooLong(f"The video would be longer than {self.limit // self.fps} s: {what}")
        self.tell(begun=self.frames)

    def install(self, manim: Any, wanted: Mapping[str, Any]) -> None:
        from manim.renderer.cairo_renderer import CairoRenderer

        plan, config, play = self, manim.config, CairoRenderer.play
        self.keep(wanted)
        encode.install(manim)

        def guarded_play(renderer: Any, scene: Any, *args: Any, **kwargs: Any) -> None:
            plan.played[place.line()] += 1
            plan.guard(config)
            plan.shown += not skips(renderer)
            plan.eye.begin(scene)
            if plan.can_fork(renderer, scene):
                plan.play(renderer, scene, *args, **kwargs)
            else:
                plan.bound(renderer, scene)
                began = renderer.time
                play(renderer, scene, *args, **kwargs)
                if plan.open_ended(scene):
                    plan.take(round((renderer.time - began) * plan.fps))
            plan.plays += 1
            # Every animation counts, and every wait with an updater.
            plan.moves += not scene.is_current_animation_frozen_frame()
            plan.eye.look(scene)

        CairoRenderer.play = guarded_play
        finished = CairoRenderer.scene_finished

        def scene_finished(renderer: Any, scene: Any) -> None:
            if plan.plays and not plan.shown:
                plan.show_end(renderer, scene)
            plan.join(0)
            plan.eye.finish(scene)
            finished(renderer, scene)

        CairoRenderer.scene_finished = scene_finished

    def keep(self, wanted: Mapping[str, Any]) -> None:
        """The settings that a scene cannot change once it runs."""
        self.guarded = {
            key: wanted[key]
            for key in (
                "pixel_width",
                "pixel_height",
                "frame_rate",
                "media_dir",
                "disable_caching",
                "write_to_movie",
                "save_last_frame",
                "dry_run",
                "progress_bar",
                "preview",
                "format",
                "from_animation_number",
            )
        }

    def guard(self, config: Any) -> None:
        for key, value in self.guarded.items():
            if config[key] != value:
                config[key] = value
                if key in ("pixel_width", "pixel_height"):
                    self.eye.note("shape", "The shape of the picture is chosen before a scene begins: set config.pixel_width at the top.")

    def show_end(self, renderer: Any, scene: Any) -> None:
        """A scene that skips all that it plays has no frame: its end is shown for a second instead."""
        name = type(scene).__name__
        self.eye.note("skipped", f"Everything in {name} is skipped, by skip_animations: only its end is shown.")
        if not self.gate:
            renderer.file_writer.sections[-1].skip_animations = renderer._original_skipping_status = renderer.skip_animations = False
            scene.wait(1)

    # One process: Manim's own loop, with its frames counted as its times are asked for.

    def bound(self, renderer: Any, scene: Any) -> None:
        plan = self
        if "compile_animation_data" in vars(scene):
            return
        compile_data = scene.compile_animation_data

        def compiled(*args: Any, **kwargs: Any) -> Any:
            result = compile_data(*args, **kwargs)
            if (not renderer.skip_animations or plan.gate) and not plan.open_ended(scene):
                frozen = scene.is_current_animation_frozen_frame()
                plan.take(int(scene.duration * plan.fps) if frozen else math.ceil(round(scene.duration * plan.fps, 6)))
            return result

        scene.compile_animation_data = compiled

    @staticmethod
    def open_ended(scene: Any) -> bool:
        """Whether the play ends when the scene says so: its duration is only the longest that it may take."""
        return getattr(scene, "stop_condition", None) is not None

    # Several processes.

    def can_fork(self, renderer: Any, scene: Any) -> bool:
        import manim

        kind = type(scene)
        return (
            self.workers > 1
            and not self.gate
            and type(renderer).__name__ == "CairoRenderer"
            and all(getattr(kind, name) is getattr(manim.Scene, name) for name in PLAIN)
            and not any(name in vars(scene) for name in PLAIN)
        )

    def play(self, renderer: Any, scene: Any, *args: Any, **kwargs: Any) -> None:
        """CairoRenderer.play and Scene.play_internal in one, with the drawing left to others."""
        import numpy as np

        renderer.skip_animations = renderer._original_skipping_status
        renderer.update_skipping_status()
        scene.compile_animation_data(*args, **kwargs)
        step, skipped = 1 / self.fps, renderer.skip_animations
        writer = renderer.file_writer
        if skipped:
            renderer.time += scene.duration
            writer.add_partial_movie_file(None)
            renderer.animations_hashes.append(None)
            scene.begin_animations()
            if not scene.is_current_animation_frozen_frame():
                scene.play_internal(skip_rendering=True)
            renderer.num_plays += 1
            return
        frozen = scene.is_current_animation_frozen_frame()
        if scene.duration / step > self.limit:
            self.take(int(scene.duration / step))
        times = np.arange(0, scene.duration, step) if not frozen else ()
        count = int(scene.duration / step) if frozen else len(times)
        if not self.open_ended(scene):
            self.take(count)
        name = f"uncached_{renderer.num_plays:05}"
        renderer.animations_hashes.append(name)
        scene.begin_animations()
        if frozen:
            writer.add_partial_movie_file(name)
            self.fork(renderer, scene, writer.partial_movie_files[-1], None, count)
            renderer.time += count * step
            renderer.static_image = None
        elif scene.stop_condition is not None:
            self.until(renderer, scene, name, times, step)
        else:
            self.slices(renderer, scene, name, times, step)
        renderer.num_plays += 1

    def slices(self, renderer: Any, scene: Any, name: str, times: Any, step: float) -> None:
        plain = is_plain(scene)
        parts = max(1, min(16, round(len(times) / SLICE))) if len(times) >= 2 * MIN_SLICE else 1
        bounds = [round(len(times) * part / parts) for part in range(parts + 1)]
        for part in range(parts):
            renderer.file_writer.add_partial_movie_file(f"{name}_{part:02}" if part else name)
            first, last = bounds[part], bounds[part + 1]
            self.fork(renderer, scene, renderer.file_writer.partial_movie_files[-1], times[first:last], last - first)
            if plain:
                # The frames between depend on nothing but their time: only the last one is gone through.
                if last - first > 1:
                    scene.last_t = times[last - 2]
                scene.update_to_time(times[last - 1])
                for _ in range(last - first):
                    renderer.time += step
            else:
                for t in times[first:last]:
                    scene.update_to_time(t)
                    renderer.time += step
        end_of_play(renderer, scene)

    def until(self, renderer: Any, scene: Any, name: str, times: Any, step: float) -> None:
        """A wait that ends when the scene says so."""
        renderer.file_writer.add_partial_movie_file(name)
        self.fork(renderer, scene, renderer.file_writer.partial_movie_files[-1], times, len(times))
        for t in times:
            self.take(1)
            scene.update_to_time(t)
            renderer.time += step
            if scene.stop_condition():
                break
        end_of_play(renderer, scene)

    def fork(self, renderer: Any, scene: Any, path: str, times: Any, count: int) -> None:
        """Starts a process that draws these frames into a file of their own, once there is room for it."""
        self.join(self.workers - 1)
        read, write = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        worker = os.fork()
        if worker == 0:
            status = 1
            try:
                os.close(read)
                draw(renderer, scene, path, times, count)
                status = 0
            except BaseException as error:
                os.write(write, json.dumps(explain(error)).encode()[:4096])
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(status)
        os.close(write)
        self.running[read] = worker
        self.forks += 1

    def join(self, most: int) -> None:
        """Waits until at most so many processes draw; Failed where one of them could not."""
        while len(self.running) > most:
            for read in select.select(list(self.running), [], [])[0]:
                said = os.read(read, 8192)
                worker = self.running.pop(read)
                os.close(read)
                _, status = os.waitpid(worker, 0)
                if status != 0:
                    failure = reason(said, status)
                    self.tell(error=failure)
                    raise Failed(failure.get("message", ""))


def skips(renderer: Any) -> bool:
    """Whether the code skips what is played now: by its section, or by the renderer's own switch."""
    return bool(renderer.file_writer.sections[-1].skip_animations or renderer._original_skipping_status)


def reason(said: bytes, status: int) -> dict[str, Any]:
    try:
        return dict(json.loads(said))
    except ValueError:
        killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        if killed == signal.SIGXCPU:
            return {"cause": "cpu"}
        return {"cause": "memory"} if killed in (0, signal.SIGKILL) else {"cause": "crash", "message": wire.crashed(killed)}


def draw(renderer: Any, scene: Any, path: str, times: Any, count: int) -> None:
    """The part of Manim's loop that the parent leaves out; encodes as it goes, for the other processors draw as well."""
    camera = renderer.camera
    with encode.Film(path) as film:
        renderer.save_static_frame_data(scene, scene.static_mobjects)
        if times is None:
            renderer.update_frame(scene, mobjects=scene.moving_mobjects)
            film.add(camera.pixel_array, count)
            return
        for t in times:
            scene.update_to_time(t)
            renderer.update_frame(scene, scene.moving_mobjects)
            film.add(camera.pixel_array)
            if scene.stop_condition is not None and scene.stop_condition():
                break


def end_of_play(renderer: Any, scene: Any) -> None:
    for animation in scene.animations:
        animation.finish()
        animation.clean_up_from_scene(scene)
    scene.update_mobjects(0)
    renderer.static_image = None


def is_plain(scene: Any) -> bool:
    """Whether a frame of this play depends on nothing but its time: Manim's own animations, and no updater at all."""
    if scene.updaters or getattr(scene, "always_update_mobjects", False) or scene.meshes:
        return False
    camera = [getattr(scene.renderer.camera, "frame", None)]
    trackers = [getattr(scene.renderer.camera, f"{name}_tracker", None) for name in ("phi", "theta", "focal_distance", "gamma", "zoom")]
    open_ = [m for m in (*scene.mobjects, *scene.foreground_mobjects, *camera, *trackers) if m is not None]
    for animation in families(scene.animations):
        if not type(animation).__module__.startswith("manim.animation.") or type(animation).__name__ in ALONE:
            return False
        open_ += [m for m in (getattr(animation, "mobject", None),) if m is not None]
    return not any(member.updaters for mobject in open_ for member in mobject.get_family())


ALONE = {
    "ChangeSpeed",
    "UpdateFromFunc",
    "UpdateFromAlphaFunc",
    "MaintainPositionRelativeTo",
    "ChangingDecimal",
    "ChangeDecimalToValue",
    "Succession",
}


def families(animations: Iterable[Any]) -> Iterator[Any]:
    for animation in animations:
        yield animation
        yield from families(getattr(animation, "animations", ()) or ())
