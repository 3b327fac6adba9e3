"""Checks code for as long as it is asked to: one JSON request a line, {"code", "seconds"}, one JSON report a line.

Each check runs in a process of its own, forked from this one, so that code which exhausts the check ends that check
alone. The code is never run.
"""

from __future__ import annotations

import json
import os
import resource
import sys

from . import report, table

SECONDS = 2
# Fifty thousand characters, each as its six-character escape.
LINE = 400_000


def check(line: bytes, write: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.setrecursionlimit(4000)
    request = json.loads(line)
    said = json.dumps(report.report(request["code"], request.get("seconds", report.SECONDS))).encode()
    while said:
        said = said[os.write(write, said) :]


def main() -> None:
    table.load()
    report.report("from manim import *\nclass A(Scene):\n    def construct(self):\n        self.play(Create(Circle(radius=1)))\n")
    while line := sys.stdin.buffer.readline(LINE):
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.close(read)
                check(line, write)
            finally:
                os._exit(0)
        os.close(write)
        with os.fdopen(read, "rb") as pipe:
            said = pipe.read()
        os.waitpid(child, 0)
        sys.stdout.buffer.write((said or b"null") + b"\n")
        sys.stdout.buffer.flush()
