"""Checks code for as long as it is asked to: one JSON request a line, {"code"}, one JSON report a line.

Each check runs in a process of its own, forked from this one, so that code which exhausts the check ends that check
alone. Never runs the code: see validator/.
"""
import json
import os
import resource
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from validator import report, table  # noqa: E402

SECONDS = 2
# Fifty thousand characters, each as its six-character escape.
LINE = 400_000


def answer(line, write):
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.setrecursionlimit(4000)
    said = json.dumps(report.report(json.loads(line)["code"])).encode()
    while said:
        said = said[os.write(write, said):]


def main():
    table.load()
    report.report("from manim import *\nclass A(Scene):\n    def construct(self):\n        self.play(Create(Circle(radius=1)))\n")
    while line := sys.stdin.buffer.readline(LINE):
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.close(read)
                answer(line, write)
            finally:
                os._exit(0)
        os.close(write)
        with os.fdopen(read, "rb") as pipe:
            said = pipe.read()
        os.waitpid(child, 0)
        sys.stdout.buffer.write((said or b"null") + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
