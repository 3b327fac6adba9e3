"""What a scene leaves, judged by its files, and sent to the renderer. Runs when nothing of the scene runs any more."""

from __future__ import annotations

import json
import os
import secrets
import select
import signal
from collections.abc import Iterator
from typing import Any

from sandbox import processes, wire
from sandbox.confinement import confine
from sandbox.files import regular
from sandbox.report import Said
from sandbox.work import MEDIA, Request, Watch

from . import media
from .stage import MOST_SCENES

# Seconds after which a worker that says nothing is given up.
SILENCE = 120


def deliver(request: Request, said: Said, status: int, watch: Watch) -> None:
    wire.send(facts=facts_of(said.facts))
    if request["mode"] == "gate" or request["format"] == "png":
        stills = found("images", ".png")
        return make(request, said, "still", stills[-1:], watch) if stills else nothing(status, "still")
    movies = found("videos", ".webm" if request["format"] == "webm" else ".mp4")
    return make(request, said, "movie", movies, watch) if movies else nothing(status, "movie")


def facts_of(said: dict[str, Any]) -> dict[str, Any]:
    """Numbers and names of the scene's making, within bounds and of the right kind."""
    scenes = [
        {
            "name": wire.one_line(scene.get("name", ""), 80),
            "seconds": number(scene.get("seconds")),
            "plays": int(number(scene.get("plays"))),
        }
        for scene in dictionaries(said.get("scenes"))[:MOST_SCENES]
    ]
    layout = [
        {"cause": wire.one_line(item.get("cause", ""), 40), "message": wire.one_line(item.get("message", ""))}
        for item in dictionaries(said.get("layout"))[:8]
    ]
    return {"scenes": scenes, "latex": int(number(said.get("latex"))), "layout": layout}


def dictionaries(said: object) -> list[dict[str, Any]]:
    return [item for item in said if isinstance(item, dict)] if isinstance(said, list) else []


def number(value: object) -> float:
    # Bounded first: an int of hundreds of digits is no float.
    return float(min(max(value, 0), 1e6)) if isinstance(value, (int, float)) and value == value else 0.0


def found(folder: str, ending: str) -> list[str]:
    """The scenes' own files, in the scenes' order; never a link, a pipe or a partial file."""
    files: list[str] = []
    for place, folders, names in os.walk(os.path.join(MEDIA, folder), followlinks=False):
        folders[:] = [name for name in folders if name != "partial_movie_files"]
        files += [os.path.join(place, name) for name in names if name.startswith("out") and name.endswith(ending)]
    return [path for path in sorted(files, key=os.path.basename) if regular(path)][:MOST_SCENES]


def nothing(status: int, wanted: str) -> None:
    """Says why there is no video, by how the scene's process ended and by what it left."""
    if os.WIFSIGNALED(status):
        killed = os.WTERMSIG(status)
        if killed in (signal.SIGXCPU, signal.SIGKILL):
            return wire.fail("cpu")
        return wire.fail("crash", wire.crashed(killed))
    if os.statvfs("/job").f_bavail < 1024:
        return wire.fail("disk")
    if wanted == "movie" and found("images", ".png"):
        return wire.fail("noplay", "The scene plays no animation: add self.play(...) or self.wait().")
    return wire.fail("ended", "The scene ended before its video was complete.")


def make(request: Request, said: Said, what: str, paths: list[str], watch: Watch) -> None:
    """Opens the scene's files in a process as confined as the scene was, and sends what that made of them."""
    folder = f"/job/{secrets.token_hex(16)}"
    try:
        os.mkdir(folder)
    except OSError:
        return wire.fail("disk")
    read, write = os.pipe()
    worker = os.fork()
    if worker == 0:
        try:
            null = os.open("/dev/null", os.O_RDWR)
            os.dup2(null, 1)
            out = os.dup2(write, 3, inheritable=False)
            os.closerange(out + 1, 4096)
            confine(request["limits"])
            answer = media.make(request, what, paths, folder, lambda share: say(out, share))
            say(out, answer)
        finally:
            os._exit(0)
    os.close(write)
    answer = reply(read, SILENCE, watch)
    processes.kill_all()
    os.waitpid(worker, 0)
    processes.reap()
    if isinstance(answer, dict) and "error" in answer:
        return wire.fail(answer["error"], answer.get("message", ""))
    files = list(named(answer, folder))
    if not files or any(regular(path) is None for _, path, _ in files):
        return wire.fail("novideo", "The scene's file is not a video that can be played.")
    for kind, path, facts in files:
        wire.send_file(kind, path, **noted(facts, said))


def noted(facts: dict[str, Any], said: Said) -> dict[str, Any]:
    """Nothing is called still in which something was played: the frames that were looked at may all lie in a pause."""
    return {**facts, "note": ""} if facts.get("note") == "static" and number(said.facts.get("moves")) > 0 else facts


def named(answer: Any, folder: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The files that a worker has made; what a scene's file made of the worker may name anything."""
    files = answer.get("files") if isinstance(answer, dict) else None
    for file in files if isinstance(files, list) else []:
        if isinstance(file, dict) and file.get("kind") in ("video", "thumbnail", "sheet"):
            path = os.path.join(folder, os.path.basename(wire.one_line(file.get("name", ""))))
            facts = {key: number(file.get(key)) for key in ("duration", "width", "height") if key in file}
            yield file["kind"], path, {**facts, "note": wire.one_line(file.get("note", ""), 20)}


def say(write: int, what: Any) -> None:
    os.write(write, json.dumps(what).encode()[:16384] + b"\n")


def reply(read: int, seconds: float, watch: Watch) -> Any:
    """The worker's answer; before it come numbers, how much of its work is done. None from one that is silent for so many seconds."""
    answer, rest = None, b""
    while select.select([read], [], [], seconds)[0]:
        part = os.read(read, 16384)
        if not part:
            break
        *lines, rest = (rest + part)[-32768:].split(b"\n")
        for line in lines:
            try:
                answer = json.loads(line)
            except (ValueError, RecursionError):
                answer = None
            if isinstance(answer, (int, float)):
                watch.finish(answer)
    os.close(read)
    return answer
