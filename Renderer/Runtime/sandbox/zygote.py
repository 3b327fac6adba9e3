"""The warm parent: pid 1 of a sandbox that runs one job after another, each in a child forked from it.

It has imported Manim and set the common glyphs; it never plays a scene, starts no thread and reads nothing of a job:
of stdin it takes one byte that says "a job follows" and leaves the rest to the job's own first process. So what a
child inherits is the same for every job. Commands: "J" a job, and while one runs "C" and 16 bytes, which end it.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import sys
from collections.abc import Callable, Mapping

from . import jail, job, wire
from .work import Work


def main(warm_up: Callable[[], bool], works: Mapping[str, Work]) -> None:
    """Warms up, then runs jobs until stdin ends.

    warm_up: leaves no thread behind; false where it could not.
    works: what to do for each "mode" of a request.
    """
    jail.undumpable()
    # Python's own handler would let a scene interrupt the first process of its namespace; without one the kernel drops the signal.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.setrecursionlimit(3000)
    if not warm_up():
        raise RuntimeError("the warm parent has threads: its children would inherit their locks")
    gc.collect()
    gc.freeze()
    gc.disable()
    wire.send(ready=True)
    while command := os.read(0, 1):
        if command == b"J":
            run(works)
        else:
            end(wire.read_exactly(16).decode("ascii"))  # of a job that has ended by itself


def run(works: Mapping[str, Work]) -> None:
    """Forks the job, and waits until nothing of it is left."""
    taken, take = os.pipe()
    told, tell = os.pipe()
    stage = os.fork()
    if stage == 0:
        try:
            os.close(taken)
            os.close(told)
            jail.leave()
            first = os.fork()
            if first == 0:
                os.close(tell)
                job.main(take, works)
            os.write(tell, str(first).encode())
        finally:
            os._exit(0)
    os.close(take)
    os.close(tell)
    first = int(os.read(told, 20) or 0)
    os.close(told)
    os.waitpid(stage, 0)
    if first == 0:
        raise RuntimeError("a job could not be isolated")
    # Until the job's process has read its request, stdin is its own.
    os.read(taken, 1)
    os.close(taken)
    nonce, status = wait(first)
    if nonce is None and status != 0:
        raise RuntimeError("the first process of a job died")  # perhaps in the middle of a frame: start anew
    end(nonce or "")


def end(nonce: str) -> None:
    wire.write(b"\n" + json.dumps({"end": nonce}).encode() + b"\n")


def wait(first: int) -> tuple[str | None, int]:
    """Waits for a job's first process: the nonce that ended it, if one did, and its wait status.

    The first process of a namespace is gone only when all others of it are.
    """
    ended, nonce = os.pidfd_open(first), None
    try:
        while True:
            ready, _, _ = select.select([ended, 0] if nonce is None else [ended], [], [])
            if ended in ready:
                return nonce, os.waitpid(first, 0)[1]
            if os.read(0, 1) != b"C":
                os._exit(0)  # the renderer is gone
            nonce = wire.read_exactly(16).decode("ascii")
            os.kill(first, signal.SIGKILL)
    finally:
        os.close(ended)
