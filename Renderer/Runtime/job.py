"""The first process of one job's sandbox: starts the scene in a child and judges what it left. Trusted.

The scene's process has neither stdin nor stdout of the renderer. It cannot signal this process (pid 1), nor open its
descriptors (it cannot be dumped), so it cannot forge a frame. Whether there is a video is judged by the file, never by
what the child says or how it exits.
"""
import json
import os
import resource
import selectors
import signal
import sys
import traceback

import deliver
import jail
import progress
import stage
import wire

LOG_BYTES = 64 * 1024
REPORT_BYTES = 256 * 1024
FORMULAS, FORMULA_BYTES = 64, 16 * 1024
FRAMES = 1_000_000_000
MEDIA = "/job/media"


def main(take):
    """Does one job and ends; what is left of it ends with it, for this is pid 1 of its namespace."""
    try:
        request = json.loads(wire.read_exactly(int(wire.read_exactly(8), 16)))
        null = os.open("/dev/null", os.O_RDWR)
        os.dup2(null, 0)
        os.write(take, b"1")
        os.close(take)
        jail.close(request["limits"]["scratch"])
        os.mkdir(MEDIA)
        work(request)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def work(request):
    run = stage.MODES[request["mode"]]
    report, log, child = start(request, run)
    drawn = progress.Progress(int(request.get("expected", 0)))
    said, status, tail = watch(child, report, log, drawn)
    wire.send(log=tail.decode("utf-8", "replace"), used=used())
    if said.error:
        return wire.fail(said.error.get("cause", "scene"), said.error.get("message", ""), said.error.get("line", 0))
    deliver.results(request, said, status, drawn)


def used():
    """Processor seconds of everything that the job has run."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return round(spent.ru_utime + spent.ru_stime, 3)


def start(request, run):
    report_read, report_write = os.pipe()
    log_read, log_write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setsid()
            os.dup2(log_write, 1)
            os.dup2(log_write, 2)
            report = os.dup2(report_write, 3, inheritable=False)
            os.closerange(4, 4096)
            confine(request["limits"])
            run(request, report)
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(0)
    os.close(report_write)
    os.close(log_write)
    return report_read, log_read, child


def confine(limits):
    """What holds for the scene and all that it starts, and not for this trusted process."""
    import landlock
    import seccomp_filter
    try:
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("1000")
    except OSError:
        pass  # not dumpable: the memory limit from outside holds all the same
    jail.limit(limits)
    landlock.execute_only(*jail.programs())
    seccomp_filter.install()


class Said:
    """What the scene's process reported. All of it may be forged by the scene; kept within bounds."""

    def __init__(self):
        self.error, self.facts, self.formulas, self.begun = None, {}, set(), 0

    def take(self, line):
        try:
            message = json.loads(line)
            if "begun" in message:
                self.begun = max(self.begun, min(int(message["begun"]), FRAMES))
            elif "error" in message and isinstance(message["error"], dict):
                self.error = self.error or message["error"]
            elif "formula" in message and len(self.formulas) < FORMULAS:
                formula = {key: str(message["formula"][key]) for key in ("source", "compiler", "format")}
                # Not every string of JSON is text.
                if sum(len(part.encode()) for part in formula.values()) <= FORMULA_BYTES and formula["source"] not in self.formulas:
                    self.formulas.add(formula["source"])
                    wire.send(formula=formula)
            elif "facts" in message and isinstance(message["facts"], dict):
                self.facts.update(message["facts"])
        except (ValueError, AttributeError, TypeError, KeyError, OverflowError, RecursionError):
            pass


def watch(child, report, log, drawn):
    """Relays progress until the child ends, then ends all that it left."""
    said, tail, buffered = Said(), bytearray(), bytearray()
    selector = selectors.DefaultSelector()
    ended = os.pidfd_open(child)
    for fd in (report, log, ended):
        selector.register(fd, selectors.EVENT_READ)
    over = False
    while not over:
        ready = {key.fd for key, _ in selector.select(progress.PERIOD)}
        over = ended in ready
        if over:
            kill_all()
        for fd in (report, log):
            while fd in ready or over:
                data = read(fd)
                if not data:
                    if data == b"" and fd in selector.get_map():
                        selector.unregister(fd)
                    break
                if fd == log:
                    tail += data
                    del tail[:-LOG_BYTES]
                else:
                    buffered += data
                    *lines, rest = bytes(buffered[-REPORT_BYTES:]).split(b"\n")
                    buffered = bytearray(rest)
                    for line in lines:
                        said.take(line)
                if not over:
                    break
        drawn.look(said.begun, last=over)
    _, status = os.waitpid(child, 0)
    reap()
    return said, status, bytes(tail)


def read(fd):
    """What there is to be read: empty at the end, None where there is nothing yet."""
    os.set_blocking(fd, False)
    try:
        return os.read(fd, 65536)
    except BlockingIOError:
        return None


def kill_all():
    try:
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        pass


def reap():
    """Until there is no other process in the namespace: what forks faster than it dies is killed again."""
    try:
        while True:
            kill_all()
            os.waitpid(-1, 0)
    except ChildProcessError:
        pass
