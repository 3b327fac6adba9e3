"""Renders one scene: the first process (pid 1) of the sandbox, and the only one in it that is trusted.

Reads one JSON request from stdin, {"code", "width", "height", "fps", "mode"}, and writes frames to stdout: one JSON
object a line, and after {"video": {"size": N, ...}} the N bytes of the mp4. The scene runs in a child that has neither
of the two: it cannot signal pid 1, nor open its descriptors (PR_SET_DUMPABLE), so it cannot forge a frame.
Whether there is a video is judged by the file, never by what the child says or how it exits.
"""
import ctypes
import json
import os
import signal
import stat
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import validate  # noqa: E402

LOG_BYTES = 64 * 1024
PR_SET_DUMPABLE = 4
MEDIA = "/job/media"


def send(**frame):
    data = (json.dumps(frame) + "\n").encode()
    while data:
        data = data[os.write(1, data):]


def lock_down():
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "PR_SET_DUMPABLE")


def one_line(text, limit=300):
    """Text of the scene's making, fit to be shown: one line, no control characters, no paths of ours."""
    text = "".join(c if c.isprintable() else " " for c in str(text))
    words = ["the file" if w.strip("'\"(),:").startswith(("/job", "/usr", "/tmp", "/opt")) else w for w in text.split()]
    text = " ".join(words)
    return text if len(text) <= limit else text[: limit - 1] + "…"


# The child: runs the scene. Everything it sends may be forged by the scene.

def steps(tree):
    """How many play and wait calls the scene will make, as far as its text tells."""
    def count(node, times):
        total = 0
        for child in ast_children(node):
            factor = times
            if isinstance(node, validate.ast.For) and child in node.body:
                factor = times * loops(node.iter)
            if (isinstance(child, validate.ast.Call) and isinstance(child.func, validate.ast.Attribute)
                    and child.func.attr in ("play", "wait", "pause")):
                total += factor
            total += count(child, factor)
        return total

    def loops(iterable):
        ast = validate.ast
        if isinstance(iterable, (ast.List, ast.Tuple)):
            return max(1, len(iterable.elts))
        if isinstance(iterable, ast.Call) and validate.base_name(iterable.func) == "range":
            bounds = [a.value for a in iterable.args if isinstance(a, ast.Constant) and isinstance(a.value, int)]
            if bounds and len(bounds) == len(iterable.args) and (len(bounds) < 3 or bounds[2] != 0):
                return max(1, len(range(*bounds)))
        return 3

    ast_children = validate.ast.iter_child_nodes
    return max(1, min(count(tree, 1), 100_000))


def line_of(error):
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "scene.py":
            line = trace.tb_lineno
        trace = trace.tb_next
    if not line and isinstance(error, SyntaxError):
        line = error.lineno or 0
    return line


def explain(error):
    kind, text = type(error).__name__, str(error).strip()
    if isinstance(error, MemoryError):
        return {"cause": "memory"}
    if isinstance(error, OSError) and error.errno in (28, 27):
        return {"cause": "disk"}
    if isinstance(error, (BlockingIOError,)) and error.errno == 11 or "can't start new thread" in text:
        return {"cause": "processes"}
    if "latex error" in text.lower() or "dvisvgm" in text.lower() or "log file" in text.lower() or "convert" in text.lower() and "svg" in text.lower():
        return {"cause": "latex", "line": line_of(error), "message": text}
    return {"cause": "scene", "line": line_of(error), "message": f"{kind}: {text}" if text else kind}


def latex_hint():
    """The first complaint in TeX's newest log: a line that begins with an exclamation mark."""
    try:
        logs = [os.path.join(MEDIA, "Tex", name) for name in os.listdir(os.path.join(MEDIA, "Tex")) if name.endswith(".log")]
        with open(max(logs, key=os.path.getmtime), errors="replace") as log:
            return next((line[2:].strip() for line in log if line.startswith("! ")), "")
    except (OSError, ValueError):
        return ""


def run_scene(request, tree, name, report):
    import manim

    total, done = steps(tree), 0

    def tell(**message):
        os.write(report, (json.dumps(message) + "\n").encode())

    original_play = manim.Scene.play

    def play(self, *args, **kwargs):
        nonlocal done
        original_play(self, *args, **kwargs)
        done += 1
        tell(progress=done / max(total, done + 1))

    manim.Scene.play = play
    encode_faster(manim)
    try:
        module = type(sys)("scene")
        sys.modules["scene"] = module
        settings = {
            "media_dir": MEDIA, "pixel_width": request["width"], "pixel_height": request["height"],
            "frame_rate": request["fps"], "disable_caching": True, "progress_bar": "none",
            "notify_outdated_version": False, "write_to_movie": True, "format": "mp4", "verbosity": "WARNING",
            "preview": False, "input_file": "scene.py", "output_file": "out",
        }
        manim.config.update(settings)
        exec(compile(tree, "scene.py", "exec"), module.__dict__)
        manim.config.update(settings)
        getattr(module, name)().render()
    except BaseException as error:
        if type(error).__name__ == "EndSceneEarlyException":
            return
        why = explain(error)
        if why["cause"] == "latex":
            why["message"] = latex_hint() or why["message"]
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        tell(error=why)


def encode_faster(manim):
    """Chooses x264's preset: Manim leaves it at medium, which costs as much as drawing the frames. Same constant quality."""
    writer = manim.scene.scene_file_writer.SceneFileWriter
    original_open = writer.open_partial_movie_stream

    def open_partial_movie_stream(self, *args, **kwargs):
        original_open(self, *args, **kwargs)
        job = getattr(self, "_current_encode_job", None)
        if job is not None and job.stream.codec_context.name == "libx264":
            # Not open yet: the codec opens with the first frame.
            job.stream.codec_context.options = {**job.stream.codec_context.options, "preset": "veryfast"}

    writer.open_partial_movie_stream = open_partial_movie_stream


# The parent: everything below runs in pid 1, which never runs the scene's code.

def start_child(request, tree, name):
    report_read, report_write = os.pipe()
    log_read, log_write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setsid()
            null = os.open("/dev/null", os.O_RDWR)
            os.dup2(null, 0)
            os.dup2(log_write, 1)
            os.dup2(log_write, 2)
            report = os.dup2(report_write, 3, inheritable=False)
            os.closerange(4, 4096)
            os.environ.update(COLUMNS="200", NO_COLOR="1", TERM="dumb")
            block_calls()
            run_scene(request, tree, name, report)
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(0)
    os.close(report_write)
    os.close(log_write)
    return child, report_read, log_read


def block_calls():
    """Refuses the system calls a scene has no use for, above all those that reserve memory no limit counts."""
    import seccomp_filter
    seccomp_filter.install()


def watch(child, report, log):
    """Relays progress until the child ends, then ends all that it left; gives its error and status."""
    import selectors
    error, tail, buffered, last, best = None, bytearray(), b"", 0.0, 0.0
    selector = selectors.DefaultSelector()
    for fd in (report, log):
        os.set_blocking(fd, False)
        selector.register(fd, selectors.EVENT_READ)
    pidfd = os.pidfd_open(child)
    selector.register(pidfd, selectors.EVENT_READ)
    ended = False
    while not ended:
        ready = {key.fd for key, _ in selector.select()}
        ended = pidfd in ready
        if ended:
            os.kill(-1, signal.SIGKILL)
        for fd in (report, log):
            if fd not in ready and not ended:
                continue
            while True:
                try:
                    data = os.read(fd, 65536)
                except BlockingIOError:
                    break
                if not data:
                    if not ended:
                        selector.unregister(fd) if fd in selector.get_map() else None
                    break
                if fd == log:
                    tail += data
                    del tail[:-LOG_BYTES]
                    if not ended:
                        break
                    continue
                buffered += data
                *lines, buffered = buffered[-65536:].split(b"\n")
                for line in lines:
                    try:
                        message = json.loads(line)
                        progress = float(message.get("progress", 0))
                        error = error or message.get("error")
                    except (ValueError, AttributeError, TypeError, RecursionError):
                        continue
                    now = time.monotonic()
                    if best < progress <= 1 and now - last >= 0.25:
                        best, last = progress, now
                        send(progress=round(progress, 3))
                if not ended:
                    break
    _, status = os.waitpid(child, 0)
    reap()
    return error if isinstance(error, dict) else None, status, bytes(tail)


def reap():
    try:
        while True:
            os.kill(-1, signal.SIGKILL)
            os.waitpid(-1, 0)
    except (ChildProcessError, ProcessLookupError):
        pass
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        pass


def regular(path):
    try:
        info = os.lstat(path)
    except OSError:
        return None
    return info if stat.S_ISREG(info.st_mode) and info.st_nlink == 1 else None


def find_video():
    """The newest regular mp4 that is not a partial one, and whether anything else stood in its place."""
    best, odd = None, False
    for folder, folders, files in os.walk(os.path.join(MEDIA, "videos"), followlinks=False):
        if "partial_movie_files" in folders:
            folders.remove("partial_movie_files")
        for name in files:
            if name.endswith(".mp4"):
                info = regular(os.path.join(folder, name))
                odd = odd or info is None
                if info and (best is None or info.st_mtime > best[0]):
                    best = (info.st_mtime, os.path.join(folder, name))
    return best and best[1], odd


def tool(*arguments):
    return subprocess.run(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          timeout=60, check=False, env=dict(os.environ)).stdout


def probe(path):
    """Duration, width and height of a playable mp4, or None."""
    answer = tool("/usr/bin/ffprobe", "-v", "error", "-protocol_whitelist", "file", "-format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2",
                  "-show_entries", "format=duration:stream=codec_type,codec_name,pix_fmt,width,height", "-of", "json", "-i", path)
    try:
        found = json.loads(answer)
        video = next(s for s in found["streams"] if s["codec_type"] == "video")
        duration = float(found["format"]["duration"])
        if video["codec_name"] != "h264" or video["pix_fmt"] != "yuv420p" or not 0 < duration < 86_400:
            return None
        return {"duration": duration, "width": int(video["width"]), "height": int(video["height"])}
    except (ValueError, KeyError, StopIteration, TypeError):
        return None


def deliver(path, limit):
    if probe(path) is None:
        return fail("novideo", "The scene's file is not a video that can be played.")
    out = "/job/faststart.mp4"
    if os.path.lexists(out):
        os.unlink(out)
    tool("/usr/bin/ffmpeg", "-nostdin", "-v", "error", "-protocol_whitelist", "file", "-format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2",
         "-i", path, "-map", "0:v:0", "-map", "0:a?", "-c", "copy", "-map_metadata", "-1", "-movflags", "+faststart", "-y", out)
    info, facts = regular(out), probe(out)
    if info is None or facts is None:
        return fail("disk" if os.statvfs("/job").f_bavail == 0 else "internal", "The video could not be packed.")
    if info.st_size > limit:
        return fail("output", "")
    send(video={"size": info.st_size, **facts})
    with open(out, "rb") as video:
        while chunk := video.read(256 * 1024):
            while chunk:
                chunk = chunk[os.write(1, chunk):]


def fail(cause, message, line=0):
    line = line if isinstance(line, int) and 0 <= line <= 100_000 else 0
    send(error={"cause": str(cause)[:20], "line": line, "message": one_line(message)})


def render(request):
    code = request["code"]
    findings = validate.check(code)
    if findings:
        return fail("code", findings[0]["message"], findings[0]["line"])
    tree, _ = validate.parse(code)
    name = validate.scenes(tree)[0].name
    child, report, log = start_child(request, tree, name)
    error, status, tail = watch(child, report, log)
    send(log=tail.decode("utf-8", "replace"))
    if error:
        return fail(error.get("cause", "scene"), error.get("message", ""), error.get("line", 0))
    path, odd = find_video()
    if path:
        return deliver(path, request["output"])
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGXCPU or number == signal.SIGKILL:
            return fail("cpu", "")
        return fail("crash", f"The scene crashed ({signal.Signals(number).name}).")
    if os.statvfs("/job").f_bavail < 1024:
        return fail("disk", "")
    if odd or os.path.isdir(os.path.join(MEDIA, "videos")) and not regular_image():
        return fail("ended", "The scene ended before its video was complete.")
    return fail("noplay", "The scene plays no animation: add self.play(...) or self.wait().")


def regular_image():
    """A scene without any animation leaves a picture in place of a video."""
    return any(name.endswith(".png") for _, _, files in os.walk(os.path.join(MEDIA, "images")) for name in files)


def main():
    lock_down()
    sys.setrecursionlimit(3000)
    os.makedirs(MEDIA, exist_ok=True)
    import manim  # noqa: F401  before the request, so that a waiting sandbox is a warm one
    send(ready=True)
    request = json.loads(sys.stdin.buffer.readline())
    render(request)


if __name__ == "__main__":
    main()
