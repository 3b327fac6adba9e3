"""The runtime as the renderer starts it."""

from __future__ import annotations

import json
import subprocess
import sys
import unittest

from runtime import ROOT, RUNTIME


class CommandTests(unittest.TestCase):
    @staticmethod
    def run_command(name: str, request: bytes) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-I", "-B", str(RUNTIME), name], input=request, capture_output=True, timeout=120, check=False
        )

    def test_check_answers_each_line_and_survives_what_exhausts_a_check(self) -> None:
        code = "from manim import *\nclass A(Scene):\n    def construct(self):\n        self.wait(1)\n"
        requests = [{"code": code}, {"nonsense": 1}, {"code": code}]
        done = self.run_command("check", b"".join(json.dumps(request).encode() + b"\n" for request in requests))
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([["A"], None, ["A"]], [answer and answer["scenes"] for answer in answers])

    def test_join_says_what_is_wrong_with_its_input(self) -> None:
        done = self.run_command("join", b'{"parts": [], "output": 1}\n')
        self.assertEqual({"error": "the scenes differ in speed"}, json.loads(done.stdout))

    def test_the_renderer_starts_commands_that_exist(self) -> None:
        started = (ROOT / "Renderer/Sandbox/SandboxCommand.cs").read_text() + (ROOT / "Renderer/Joining/VideoJoiner.cs").read_text()
        for name in ("zygote", "join"):
            self.assertIn(f'"{name}"', started)
            self.assertIn(f'"{name}"', (RUNTIME / "__main__.py").read_text())
        self.assertEqual(1, self.run_command("other", b"").returncode)


if __name__ == "__main__":
    unittest.main()
