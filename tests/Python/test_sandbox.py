"""The protocol with the renderer, and what the trusted process believes of a job."""

from __future__ import annotations

import json
import os
import signal
import struct
import tempfile
import unittest
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import runtime  # noqa: F401
from sandbox import files, report, seccomp_filter, shelf, wire
from sandbox.report import Said


@contextmanager
def output() -> Iterator[list[bytes]]:
    """What the code within writes on the wire."""
    said: list[bytes] = []
    with mock.patch.object(wire, "write", lambda data: said.append(bytes(data))):
        yield said


def frames(said: list[bytes]) -> list[Any]:
    return [json.loads(line) for line in b"".join(said).splitlines()]


class WireTests(unittest.TestCase):
    def test_a_frame_is_one_line_of_JSON(self) -> None:
        with output() as said:
            wire.send(progress=0.5, log="two\nlines")
        self.assertEqual(1, said[0].count(b"\n"))
        self.assertEqual([{"progress": 0.5, "log": "two\nlines"}], frames(said))

    def test_a_file_follows_its_line(self) -> None:
        with tempfile.NamedTemporaryFile() as file, output() as said:
            file.write(b"picture")
            file.flush()
            wire.send_file("video", file.name, duration=2)
        self.assertEqual({"file": {"kind": "video", "size": 7, "duration": 2}}, json.loads(said[0]))
        self.assertEqual(b"picture", b"".join(said[1:]))

    def test_a_link_is_not_followed(self) -> None:
        with tempfile.TemporaryDirectory() as folder, output():
            os.symlink("/etc/passwd", f"{folder}/video.mp4")
            with self.assertRaises(OSError):
                wire.send_file("video", f"{folder}/video.mp4")

    def test_text_of_a_scene_is_cleaned_before_it_is_shown(self) -> None:
        self.assertEqual("a b", wire.one_line("a\x1b\n\tb"))
        self.assertEqual("No such file: the file", wire.one_line("No such file: '/job/media/x.svg'"))
        self.assertEqual(20, len(wire.one_line("x" * 400, 20)))
        self.assertEqual("", wire.one_line({"not": "text"}))

    def test_a_failure_holds_no_more_than_a_cause_a_line_and_a_sentence(self) -> None:
        with output() as said:
            wire.fail("x" * 100, ["no text"], 10**9)
        self.assertEqual([{"error": {"cause": "x" * 19 + "…", "line": 0, "message": ""}}], frames(said))

    def test_a_crash_names_its_signal(self) -> None:
        self.assertEqual("The scene crashed (SIGSEGV).", wire.crashed(signal.SIGSEGV))
        self.assertEqual("The scene crashed (signal 40).", wire.crashed(40))

    def test_input_that_ends_early_is_noticed(self) -> None:
        read, write = os.pipe()
        os.write(write, b"abc")
        os.close(write)
        with mock.patch("os.read", lambda _, count, real=os.read: real(read, count)):
            self.assertEqual(b"ab", wire.read_exactly(2))
            with self.assertRaises(EOFError):
                wire.read_exactly(2)
        os.close(read)


class ReportTests(unittest.TestCase):
    def test_what_is_told_is_taken(self) -> None:
        read, write = os.pipe()
        report.tell(write, begun=12)
        report.tell(write, facts={"latex": 1})
        report.tell(write, error={"cause": "scene"})
        said = Said()
        for line in os.read(read, 4096).splitlines():
            said.take(line)
        self.assertEqual((12, {"latex": 1}, {"cause": "scene"}), (said.begun, said.facts, said.error))
        os.close(read)
        os.close(write)

    def test_the_first_error_stays(self) -> None:
        said = Said()
        said.take(b'{"error": {"cause": "scene"}}')
        said.take(b'{"error": {"cause": "memory"}}')
        self.assertEqual({"cause": "scene"}, said.error)

    def test_forged_lines_change_nothing(self) -> None:
        said = Said()
        for line in (
            b"",
            b"[]",
            b"null",
            b"7",
            b'"x"',
            b"{",
            b'{"begun": "x"}',
            b'{"begun": 1e999}',
            b'{"error": 7}',
            b'{"facts": []}',
            b"[" * 5000,
        ):
            said.take(line)
        self.assertEqual((0, {}, None), (said.begun, said.facts, said.error))

    def test_frames_that_are_begun_never_become_fewer_nor_endless(self) -> None:
        said = Said()
        for line in (b'{"begun": 5}', b'{"begun": 3}'):
            said.take(line)
        self.assertEqual(5, said.begun)
        said.take(b'{"begun": 99999999999999}')
        self.assertEqual(report.FRAMES, said.begun)

    def test_a_formula_is_handed_on_once_and_only_so_many(self) -> None:
        said = Said()
        with output() as handed:
            for number in (1, 1, *range(200)):
                said.take(json.dumps({"formula": {"source": f"x^{number}", "compiler": "latex", "format": ".dvi"}}).encode())
            said.take(json.dumps({"formula": {"source": "y" * report.FORMULA_BYTES, "compiler": "latex", "format": ".dvi"}}).encode())
        self.assertEqual(report.FORMULAS, len(handed))


class ShelfTests(unittest.TestCase):
    def setUp(self) -> None:
        self.place = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.enterContext(mock.patch.object(shelf, "LENT", str(self.place)))
        self.set = self.place / "set"
        self.set.mkdir()
        self.name = shelf.key("x^2", "latex", ".dvi")
        (self.set / f"{self.name}.svg").write_text("<svg/>")
        folder = os.open(self.set, os.O_PATH)
        self.addCleanup(os.close, folder)
        self.shelf = shelf.Shelf(folder)

    def test_what_is_asked_for_by_its_name_is_copied_and_nothing_else(self) -> None:
        self.assertTrue(self.shelf.lend(self.name))
        self.assertTrue(self.shelf.lend(self.name))
        self.assertFalse(self.shelf.lend(shelf.key("x^3", "latex", ".dvi")))
        self.assertEqual("<svg/>", (self.place / self.name).read_text())
        self.assertEqual(["set", self.name], sorted(path.name for path in self.place.iterdir())[::-1])

    def test_no_link_is_followed_to_read_or_to_write(self) -> None:
        other = shelf.key("y", "latex", ".dvi")
        os.symlink("/etc/passwd", self.set / f"{other}.svg")
        self.assertFalse(self.shelf.lend(other))
        os.symlink(self.place / "target", self.place / self.name)
        self.shelf.lend(self.name)
        self.assertFalse((self.place / "target").exists())

    def test_one_job_asks_only_so_often(self) -> None:
        self.shelf.loans = shelf.MOST_LOANS
        self.assertFalse(self.shelf.lend(self.name))

    def test_only_the_name_of_a_formula_is_a_question(self) -> None:
        asked: list[str] = []
        said = Said(asked.append)
        for want in (self.name, "../../etc/passwd", self.name + "\n", "A" * 40, "", 7, None, ["x"]):
            said.take(json.dumps({"want": want}).encode())
        self.assertEqual([self.name], asked)


class FilesTests(unittest.TestCase):
    def test_only_a_regular_file_with_one_name_counts(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for name in ("plain", "twice"):
                with open(f"{folder}/{name}", "w") as file:
                    file.write("x")
            os.link(f"{folder}/twice", f"{folder}/again")
            os.symlink(f"{folder}/plain", f"{folder}/link")
            os.mkfifo(f"{folder}/pipe")
            counted = [name for name in ("again", "link", "missing", "pipe", "plain", "twice") if files.regular(f"{folder}/{name}")]
        self.assertEqual(["plain"], counted)

    def test_a_file_that_is_empty_or_too_large_is_a_failure(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            with open(f"{folder}/f", "w") as file:
                file.write("12345")
            for limit, cause in ((4, "latex"), (5, None)):
                with output() as said:
                    files.send_one("formula", f"{folder}/f", limit, "latex", "The formula could not be set.")
                self.assertEqual(cause, json.loads(said[0]).get("error", {}).get("cause"))


# Calls that every program makes.
ALLOWED = {seccomp_filter.X86_64: {"read": 0, "openat": 257, "fork": 57}, seccomp_filter.AARCH64: {"read": 63, "openat": 56}}


class FilterTests(unittest.TestCase):
    """The filter is a list of jumps by hand: each must end within it, and each call get the answer that is meant."""

    def answer(
        self, arch: int, number: int, *arguments: int, called_by: int | None = None, counted: bool = True, shared: bool = True
    ) -> int:
        code = [struct.unpack("HBBI", op) for op in seccomp_filter.program(arch, counted, shared)]
        data = {0: number, 4: arch if called_by is None else called_by, **{16 + 8 * n: 0 for n in range(6)}}
        data |= {16 + 8 * place: argument for place, argument in enumerate(arguments)}
        at, held = 0, 0
        while True:
            op, yes, no, k = code[at]
            at += 1
            if op == 0x20:
                held = data[k]
            elif op == 0x06:
                return k
            else:
                met = {0x15: held == k, 0x35: held >= k, 0x45: bool(held & k)}[op]
                at += yes if met else no

    def test_what_is_denied_is_refused_and_all_else_allowed(self) -> None:
        for arch, denied in seccomp_filter.DENIED.items():
            for counted in (True, False):
                for name, number in denied.items():
                    self.assertEqual(seccomp_filter.REFUSE, self.answer(arch, number, counted=counted, shared=counted), name)
                for name, number in ALLOWED[arch].items():
                    self.assertEqual(seccomp_filter.ALLOW, self.answer(arch, number, counted=counted, shared=counted), name)

    def test_threads_may_be_made_and_namespaces_may_not(self) -> None:
        for arch in seccomp_filter.DENIED:
            self.assertEqual(seccomp_filter.ALLOW, self.answer(arch, seccomp_filter.CLONE[arch], 0x11))
            self.assertEqual(seccomp_filter.REFUSE, self.answer(arch, seccomp_filter.CLONE[arch], 0x10000000))
            self.assertEqual(seccomp_filter.MISSING, self.answer(arch, seccomp_filter.CLONE3))

    def test_memory_that_nobody_counts_is_refused(self) -> None:
        anonymous, shared, private, huge = 0x20, 0x01, 0x02, 0x40000
        allow, refuse, none = seccomp_filter.ALLOW, seccomp_filter.REFUSE, seccomp_filter.NO_NETWORK
        for arch in seccomp_filter.DENIED:
            mmap, fcntl, pair = seccomp_filter.MMAP[arch], seccomp_filter.FCNTL[arch], seccomp_filter.PAIR[arch]
            for call, counted, not_counted in (
                ((mmap, 0, 4096, 3, anonymous | shared), allow, refuse),
                ((mmap, 0, 4096, 3, anonymous | shared | private), allow, refuse),  # MAP_SHARED_VALIDATE
                ((mmap, 0, 4096, 3, anonymous | private), allow, allow),
                ((mmap, 0, 4096, 3, shared), allow, allow),
                ((mmap, 0, 4096, 3, anonymous | private | huge), refuse, refuse),
                ((fcntl, 3, 1031, 1 << 20), allow, refuse),
                ((fcntl, 3, 1), allow, allow),
                ((pair, 1), allow, refuse),
                ((seccomp_filter.SOCKET[arch], 1), allow, refuse),
                *(((seccomp_filter.SOCKET[arch], family), refuse, refuse) for family in (16, 17, 38, 40)),
                *(((seccomp_filter.SOCKET[arch], family), none, none) for family in (2, 10)),
            ):
                self.assertEqual((counted, not_counted), (self.answer(arch, *call), self.answer(arch, *call, counted=False)), call)

    def test_a_process_sets_its_own_limits_and_priority_and_no_others(self) -> None:
        for arch, calls in seccomp_filter.ITSELF.items():
            for name, (number, places) in calls.items():
                self.assertEqual(seccomp_filter.ALLOW, self.answer(arch, number, 0, 0, 7), name)
                for place in places:
                    other = [1 if at == place else 0 for at in range(3)]
                    self.assertEqual(seccomp_filter.REFUSE, self.answer(arch, number, *other), name)

    def test_a_session_of_its_own_is_only_for_those_whose_processors_are_shared_out(self) -> None:
        for arch in seccomp_filter.DENIED:
            self.assertEqual(seccomp_filter.ALLOW, self.answer(arch, seccomp_filter.SETSID[arch]))
            self.assertEqual(seccomp_filter.DONE, self.answer(arch, seccomp_filter.SETSID[arch], shared=False))

    def test_another_interface_of_the_kernel_ends_the_process(self) -> None:
        self.assertEqual(seccomp_filter.KILL, self.answer(seccomp_filter.X86_64, 0, called_by=seccomp_filter.AARCH64))
        self.assertEqual(seccomp_filter.KILL, self.answer(seccomp_filter.X86_64, 0x40000000))


if __name__ == "__main__":
    unittest.main()
