"""The first process of one job's sandbox: starts the work in a child and judges what it left. Trusted.

The child has neither stdin nor stdout of the renderer. It cannot signal this process (pid 1), nor open its
descriptors (it cannot be dumped), so it cannot forge a frame. Whether there is a video is judged by the file, never by
what the child says or how it exits.
"""

from __future__ import annotations

import fcntl
import json
import os
import resource
import selectors
import sys
import traceback
from collections.abc import Callable, Mapping
from typing import NoReturn

from . import jail, processes, wire
from .confinement import confine
from .report import ANSWERS, REPORT, Said
from .shelf import LENT, Shelf
from .work import MEDIA, Request, Watch, Work

LOG_BYTES = 64 * 1024
REPORT_BYTES = 256 * 1024
# Seconds between two looks at a job's progress.
PERIOD = 0.5


def main(take: int, works: Mapping[str, Work]) -> NoReturn:
    """Does one job and ends; what is left of it ends with it, for this is pid 1 of its namespace."""
    try:
        request = json.loads(wire.read_exactly(int(wire.read_exactly(8), 16)))
        null = os.open("/dev/null", os.O_RDWR)
        os.dup2(null, 0)
        os.write(take, b"1")
        os.close(take)
        shelf = Shelf(jail.close(request["limits"]))
        os.mkdir(MEDIA)
        os.mkdir(LENT)
        do(request, works[request["mode"]], shelf)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def do(request: Request, work: Work, shelf: Shelf) -> None:
    report, answers, log, child = start(request, work)
    watch = work.watch(request)
    said, status, tail = follow(child, report, log, watch, lambda name: answer(answers, shelf.lend(name)))
    wire.send(log=tail.decode("utf-8", "replace"), used=used())
    if said.error:
        return wire.fail(said.error.get("cause", "scene"), said.error.get("message", ""), said.error.get("line", 0))
    work.deliver(request, said, status, watch)


def answer(answers: int, lent: bool) -> None:
    """Answers a question for a formula; a job that does not listen gets no answer."""
    try:
        os.write(answers, b"y" if lent else b"n")
    except (BlockingIOError, BrokenPipeError):
        pass


def used() -> float:
    """Processor seconds of everything that the job has run."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return round(spent.ru_utime + spent.ru_stime, 3)


def start(request: Request, work: Work) -> tuple[int, int, int, int]:
    """Starts the confined child: its report, where its questions are answered, its log and its pid."""
    report_read, report_write = os.pipe()
    answers_read, answers_write = os.pipe()
    log_read, log_write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setsid()
            os.dup2(log_write, 1)
            os.dup2(log_write, 2)
            # First out of each other's way: a pipe may have the number that another is to get.
            ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 64) for end in (report_write, answers_read)]
            report, answers = (os.dup2(end, place, inheritable=False) for end, place in zip(ends, (REPORT, ANSWERS), strict=True))
            os.closerange(answers + 1, 4096)
            confine(request["limits"])
            work.run(request, report)
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(0)
    for end in (report_write, answers_read, log_write):
        os.close(end)
    os.set_blocking(answers_write, False)
    return report_read, answers_write, log_read, child


def follow(child: int, report: int, log: int, watch: Watch, lend: Callable[[str], object]) -> tuple[Said, int, bytes]:
    """Relays progress until the child ends, then ends all that it left: its report, its wait status, the end of its log.

    lend: what to do when the child asks for a formula.
    """
    said, tail, buffered = Said(lend), bytearray(), bytearray()
    selector = selectors.DefaultSelector()
    ended = os.pidfd_open(child)
    for fd in (report, log, ended):
        selector.register(fd, selectors.EVENT_READ)
    over = False
    while not over:
        ready = {key.fd for key, _ in selector.select(PERIOD)}
        over = ended in ready
        if over:
            processes.kill_all()
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
        watch.look(said.begun, last=over)
    _, status = os.waitpid(child, 0)
    processes.reap()
    return said, status, bytes(tail)


def read(fd: int) -> bytes | None:
    """What there is to be read: empty at the end, None where there is nothing yet."""
    os.set_blocking(fd, False)
    try:
        return os.read(fd, 65536)
    except BlockingIOError:
        return None
