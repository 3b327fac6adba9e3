"""What a job leaves, judged by its files, and sent to the renderer. Runs when nothing of the scene runs any more."""
import json
import os
import secrets
import select
import signal
import stat

import stage
import wire

MEDIA = "/job/media"


def results(request, said, status, drawn):
    mode = request["mode"]
    if mode == "probe":
        holes = said.facts.get("holes")
        return wire.send(facts={"holes": [str(hole) for hole in holes]}) if isinstance(holes, list) else wire.fail("crash", "the probe gave no answer")
    if mode == "tex":
        return one("formula", f"{MEDIA}/formula.svg", 1 << 20, "latex", "The formula could not be set.")
    if mode == "visual":
        kind = request["spec"].get("format", "png")
        return one("picture", f"{MEDIA}/picture.{kind}", request["output"], "visual", "The picture could not be drawn.")
    wire.send(facts=facts_of(said.facts))
    if mode == "gate" or request["format"] == "png":
        stills = found("images", ".png")
        return make(request, "still", stills[-1:], drawn) if stills else nothing(status, "still")
    movies = found("videos", ".webm" if request["format"] == "webm" else ".mp4")
    return make(request, "movie", movies, drawn) if movies else nothing(status, "movie")


def facts_of(said):
    """Numbers and names of the scene's making, within bounds and of the right kind."""
    scenes = []
    for scene in said.get("scenes") if isinstance(said.get("scenes"), list) else []:
        if isinstance(scene, dict) and len(scenes) < stage.MOST_SCENES:
            scenes.append({"name": wire.one_line(scene.get("name", ""), 80), "seconds": number(scene.get("seconds")), "plays": int(number(scene.get("plays")))})
    layout = [{"cause": wire.one_line(item.get("cause", ""), 40), "message": wire.one_line(item.get("message", ""))}
              for item in (said.get("layout") if isinstance(said.get("layout"), list) else [])[:8] if isinstance(item, dict)]
    return {"scenes": scenes, "latex": int(number(said.get("latex"))), "layout": layout}


def number(value):
    # Bounded first: an int of hundreds of digits is no float.
    return float(min(max(value, 0), 1e6)) if isinstance(value, (int, float)) and value == value else 0.0


def regular(path):
    try:
        info = os.lstat(path)
    except OSError:
        return None
    return info if stat.S_ISREG(info.st_mode) and info.st_nlink == 1 else None


def found(folder, ending):
    """The scenes' own files, in the scenes' order; never a link, a pipe or a partial file."""
    files = []
    for place, folders, names in os.walk(os.path.join(MEDIA, folder), followlinks=False):
        folders[:] = [name for name in folders if name != "partial_movie_files"]
        files += [os.path.join(place, name) for name in names if name.startswith("out") and name.endswith(ending)]
    return [path for path in sorted(files, key=os.path.basename) if regular(path)][:stage.MOST_SCENES]


def one(kind, path, limit, cause, message):
    info = regular(path)
    if info is None or not 0 < info.st_size <= limit:
        return wire.fail(cause, message)
    wire.send_file(kind, path)


def nothing(status, wanted):
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


def make(request, what, paths, drawn):
    """Opens the scene's files in a process as confined as the scene was, and sends what that made of them."""
    import job
    import media
    folder = f"/job/{secrets.token_hex(16)}"
    try:
        os.mkdir(folder)
    except OSError:
        return wire.fail("disk")
    read, write = os.pipe()
    worker = os.fork()
    if worker == 0:
        try:
            os.close(read)
            null = os.open("/dev/null", os.O_RDWR)
            os.dup2(null, 1)
            job.confine(request["limits"])
            answer = media.make(request, what, paths, folder, lambda share: say(write, share))
            say(write, answer)
        finally:
            os._exit(0)
    os.close(write)
    answer = reply(read, 120, drawn)
    job.kill_all()
    os.waitpid(worker, 0)
    job.reap()
    if isinstance(answer, dict) and "error" in answer:
        return wire.fail(answer["error"], answer.get("message", ""))
    files = list(named(answer, folder))
    if not files or any(regular(path) is None for _, path, _ in files):
        return wire.fail("novideo", "The scene's file is not a video that can be played.")
    for kind, path, facts in files:
        wire.send_file(kind, path, **facts)


def named(answer, folder):
    """The files that a worker has made; what a scene's file made of the worker may name anything."""
    files = answer.get("files") if isinstance(answer, dict) else None
    for file in files if isinstance(files, list) else []:
        if isinstance(file, dict) and file.get("kind") in ("video", "thumbnail"):
            yield (file["kind"], os.path.join(folder, os.path.basename(wire.one_line(file.get("name", "")))),
                   {**{key: number(file.get(key)) for key in ("duration", "width", "height") if key in file}, "note": wire.one_line(file.get("note", ""), 20)})


def say(write, what):
    os.write(write, json.dumps(what).encode()[:16384] + b"\n")


def reply(read, seconds, drawn):
    """The worker's answer; before it come numbers, how much of its work is done. A worker that is silent for so many seconds has none."""
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
                drawn.finish(answer)
    os.close(read)
    return answer
