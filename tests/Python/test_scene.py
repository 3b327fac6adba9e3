"""What surrounds a scene and needs no Manim: settings, scene classes, failures, progress, judgement, delivery, formulas."""

from __future__ import annotations

import ast
import os
import signal
import sys
import tempfile
import unittest
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest import mock

import runtime
from sandbox import wire
from sandbox.report import Said
from sandbox.work import Unwatched
from scene import complaints, delivery, failures, formulas, frames, join, layout, media, progress, stage, works

REQUEST = {"mode": "render", "format": "mp4", "width": 854, "height": 480, "fps": 15, "seconds": 600, "parallel": 4}


class StageTests(unittest.TestCase):
    def setUp(self) -> None:
        class Scene:
            def construct(self) -> None:
                pass

        self.manim = ModuleType("manim")
        self.manim.Scene = Scene  # type: ignore[attr-defined]
        self.enterContext(mock.patch.dict(sys.modules, manim=self.manim))

    def scenes(self, code: str, name: str | None = None) -> list[str]:
        module, tree = ModuleType(stage.SUBMISSION), ast.parse(code)
        vars(module).update(vars(self.manim), __name__=stage.SUBMISSION)
        exec(compile(tree, "scene.py", "exec"), vars(module))
        return [scene.__name__ for scene in stage.scenes(module, tree, name)]

    def test_scenes_that_no_other_extends_are_rendered_in_order(self) -> None:
        code = "class Base(Scene): pass\nclass Two(Base):\n  def construct(self): pass\nclass One(Base):\n  def construct(self): pass\n"
        self.assertEqual(["Two", "One"], self.scenes(code))
        self.assertEqual(["One"], self.scenes(code, "One"))

    def test_code_without_a_scene_says_what_is_missing(self) -> None:
        for code, message, line in (
            ("x = 1\n", "The code has no scene: add a class that extends Scene with a construct method.", 0),
            ("\nclass A(Scene): pass\n", "The scene A has no construct method: add def construct(self).", 2),
        ):
            with self.assertRaises(failures.Refused) as caught:
                self.scenes(code)
            self.assertEqual((message, line), (str(caught.exception), caught.exception.line))

    def test_a_scene_that_is_not_there_cannot_be_asked_for(self) -> None:
        with self.assertRaisesRegex(failures.Refused, "no scene named B"):
            self.scenes("class A(Scene):\n  def construct(self): pass\n", "B")

    def test_the_module_of_the_code_hides_no_package(self) -> None:
        self.assertNotIn(stage.SUBMISSION, {path.stem for path in runtime.RUNTIME.iterdir()})

    def test_a_picture_and_a_gate_write_no_movie(self) -> None:
        self.assertTrue(stage.settings(REQUEST)["write_to_movie"])
        for request in ({**REQUEST, "mode": "gate"}, {**REQUEST, "format": "png"}):
            self.assertFalse(stage.settings(request)["write_to_movie"])
            self.assertTrue(stage.settings(request)["save_last_frame"])

    def test_every_kind_of_scene_work_is_known(self) -> None:
        self.assertEqual({"render", "gate", "tex"}, set(works.WORKS))


class FailureTests(unittest.TestCase):
    @staticmethod
    def explain(code: str) -> dict[str, Any]:
        try:
            exec(compile(code, failures.SCENE_FILE, "exec"), {"Refused": failures.Refused, "TooLong": failures.TooLong})
        except Exception as error:
            return failures.explain(error)
        raise AssertionError("The code did not fail.")

    def test_an_error_is_told_with_the_line_of_the_code(self) -> None:
        self.assertEqual({"cause": "scene", "line": 3, "message": "ZeroDivisionError: division by zero"}, self.explain("x = 1\n\nx / 0\n"))

    def test_each_cause_has_a_name(self) -> None:
        for code, cause in (
            ("raise TooLong('too long')", "length"),
            ("raise Refused('no')", "code"),
            ("raise MemoryError", "memory"),
            ("raise OSError(28, 'full')", "disk"),
            ("raise BlockingIOError(11, 'again')", "processes"),
            ("raise ValueError('latex error converting to dvi')", "latex"),
            ("x = (", "code"),
        ):
            self.assertEqual(cause, self.explain(code)["cause"], code)


class FrameTests(unittest.TestCase):
    def plan(self, code: str, **request: Any) -> frames.Plan:
        self.told: list[dict[str, Any]] = []
        return frames.Plan({**REQUEST, **request}, ast.parse(code), lambda **message: self.told.append(message))

    def test_code_that_could_tell_processes_apart_is_drawn_by_one(self) -> None:
        self.assertEqual(4, self.plan("self.play(Create(Circle()))").workers)
        for code in ("import time", "from datetime import datetime", "os.urandom(3)", "self.camera.get_image()", "open('x')"):
            self.assertEqual(1, self.plan(code).workers, code)

    def test_frames_beyond_the_limit_are_refused_before_they_are_drawn(self) -> None:
        plan = self.plan("", seconds=2)
        plan.take(30)
        with self.assertRaisesRegex(failures.TooLong, "longer than 2 s"):
            plan.take(1)
        self.assertEqual([{"begun": 30}], self.told)

    def test_a_process_that_was_ended_has_a_cause(self) -> None:
        self.assertEqual({"cause": "latex", "line": 2}, frames.reason(b'{"cause": "latex", "line": 2}', 256))
        self.assertEqual({"cause": "cpu"}, frames.reason(b"", signal.SIGXCPU))
        self.assertEqual({"cause": "memory"}, frames.reason(b"", signal.SIGKILL))
        self.assertEqual("crash", frames.reason(b"", signal.SIGSEGV)["cause"])

    def test_a_play_with_an_updater_is_not_plain(self) -> None:
        def mobject(*updaters: Any) -> Any:
            made = SimpleNamespace(updaters=list(updaters))
            made.get_family = lambda: [made]
            return made

        def scene(animation: type, *mobjects: Any) -> Any:
            camera = SimpleNamespace()
            return SimpleNamespace(
                updaters=[],
                meshes=[],
                mobjects=list(mobjects),
                foreground_mobjects=[],
                animations=[animation()],
                renderer=SimpleNamespace(camera=camera),
            )

        plain = type("Create", (), {"__module__": "manim.animation.creation"})
        own = type("Create", (), {"__module__": "submission"})
        self.assertTrue(frames.is_plain(scene(plain, mobject())))
        self.assertFalse(frames.is_plain(scene(plain, mobject(), mobject(print))))
        self.assertFalse(frames.is_plain(scene(own, mobject())))
        self.assertFalse(frames.is_plain(scene(type("UpdateFromFunc", (), {"__module__": "manim.animation.updaters"}), mobject())))


class ProgressTests(unittest.TestCase):
    def count(self, name: str, *parts: bytes) -> list[int]:
        """The frames after each part is written."""
        film, counts = progress.Film(), []
        with tempfile.TemporaryDirectory() as folder, open(f"{folder}/{name}", "wb", buffering=0) as file:
            for part in parts:
                file.write(part)
                counts.append(film.count(file.name, 1000)[0])
        return counts

    def test_each_picture_of_an_mp4_is_counted_once_it_is_whole(self) -> None:
        def unit(kind: int, first: int) -> bytes:
            return (10).to_bytes(4, "big") + bytes([kind, first]) + bytes(8)

        head = (16).to_bytes(4, "big") + b"ftyp" + bytes(8) + (0).to_bytes(4, "big") + b"mdat"
        picture, slice_of_it, parameters = unit(0x65, 0x88), unit(0x41, 0x10), unit(0x67, 0x64)
        self.assertEqual([0, 1, 0, 1], self.count("a.mp4", head + parameters, picture + slice_of_it, picture[:6], picture[6:]))

    def test_each_block_of_a_webm_is_counted(self) -> None:
        segment = bytes.fromhex("18538067 01FFFFFFFFFFFFFF".replace(" ", ""))
        cluster = bytes.fromhex("1F43B675 01FFFFFFFFFFFFFF".replace(" ", ""))
        block = b"\xa3\x8a" + bytes(10)
        self.assertEqual([0, 2], self.count("a.webm", segment + cluster, block + block + bytes(12)))

    def test_noise_ends_and_links_are_not_opened(self) -> None:
        self.assertEqual(1, len(self.count("a.mp4", os.urandom(4096))))
        with tempfile.TemporaryDirectory() as folder:
            os.symlink("/dev/zero", f"{folder}/a.mp4")
            self.assertEqual((0, 0), progress.Film().count(f"{folder}/a.mp4", 10))

    def test_progress_never_goes_back(self) -> None:
        told: list[float] = []
        with mock.patch.object(wire, "send", lambda **frame: told.append(frame["progress"])):
            watch = progress.Progress(100)
            for value in (0.2, 0.1, 0.5):
                watch.tell(value)
        self.assertEqual([0.2, 0.5], told)


class JudgementTests(unittest.TestCase):
    """A video is blank where no frame shows anything, and static where all that were looked at are alike."""

    @staticmethod
    def judge(pictures: str) -> str:
        def look(picture: str) -> Any:
            return SimpleNamespace(picture=picture, is_blank=lambda: picture == ".", is_like=lambda other: other.picture == picture)

        return media.judge([look(picture) for picture in pictures])

    def test_judgement(self) -> None:
        for pictures, note in ((".....", "blank"), ("aaaaa", "static"), ("aabaa", ""), ("..a..", ""), ("a", ""), (".", "blank")):
            self.assertEqual(note, self.judge(pictures), pictures)


class DeliveryTests(unittest.TestCase):
    def test_facts_of_a_scene_are_bounded(self) -> None:
        said = {"scenes": [{"name": "A\n", "seconds": "x", "plays": 10**400}, 7], "latex": -3, "layout": [{"message": "m" * 999}] * 20}
        facts = delivery.facts_of(said)
        self.assertEqual([{"name": "A", "seconds": 0.0, "plays": 1_000_000}], facts["scenes"])
        self.assertEqual((0, 8, 300), (facts["latex"], len(facts["layout"]), len(facts["layout"][0]["message"])))
        self.assertEqual({"scenes": [], "latex": 0, "layout": []}, delivery.facts_of({"scenes": "x", "layout": {}, "latex": None}))

    def test_a_number_is_finite_and_bounded(self) -> None:
        for value, number in ((float("nan"), 0), (float("inf"), 1e6), (-1, 0), ("7", 0), (None, 0), (2.5, 2.5)):
            self.assertEqual(number, delivery.number(value), value)

    def test_a_worker_names_files_of_its_folder_only(self) -> None:
        files = [{"kind": "video", "name": "../../etc/passwd", "duration": 1, "note": "static"}, {"kind": "code", "name": "x"}, 7]
        self.assertEqual(
            [("video", "/job/x/passwd", {"duration": 1.0, "note": "static"})], list(delivery.named({"files": files}, "/job/x"))
        )
        self.assertEqual([], list(delivery.named(None, "/job/x")))

    def test_the_scenes_own_files_are_found_in_order(self) -> None:
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(delivery, "MEDIA", folder):
            for name in (
                "videos/s/out001.mp4",
                "videos/s/out000.mp4",
                "videos/s/other.mp4",
                "videos/s/partial_movie_files/out000/out9.mp4",
            ):
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(b"x")
            os.symlink("/etc/passwd", f"{folder}/videos/s/out002.mp4")
            self.assertEqual(["out000.mp4", "out001.mp4"], [os.path.basename(path) for path in delivery.found("videos", ".mp4")])

    def test_why_there_is_no_video(self) -> None:
        for status, cause in ((signal.SIGKILL, "cpu"), (signal.SIGXCPU, "cpu"), (signal.SIGSEGV, "crash"), (0, "ended")):
            with mock.patch.object(wire, "fail") as fail, mock.patch("os.statvfs", lambda _: SimpleNamespace(f_bavail=10**6)):
                delivery.nothing(status, "movie")
            self.assertEqual(cause, fail.call_args.args[0])

    def test_a_reply_follows_its_progress(self) -> None:
        read, write = os.pipe()
        for what in (0.25, 0.5, {"files": []}):
            delivery.say(write, what)
        os.close(write)
        watch = mock.Mock(spec=Unwatched)
        self.assertEqual({"files": []}, delivery.reply(read, 5, watch))
        self.assertEqual([0.25, 0.5], [call.args[0] for call in watch.finish.call_args_list])

    def test_what_moved_is_not_called_still(self) -> None:
        """The frames that are looked at may all lie in a pause."""
        for moves, note in ((0, "static"), (2, "")):
            said = Said()
            said.facts = {"moves": moves}
            self.assertEqual(note, delivery.noted({"note": "static"}, said)["note"])
        self.assertEqual("blank", delivery.noted({"note": "blank"}, said)["note"])


ADD = "or add its package with config.tex_template.add_to_preamble."
# The log of TeX, and what is said of it.
LOGS = {
    "! Undefined control sequence.\n<argument> a+b \\nosuch \n    {x}\nl.9": f"it does not know \\nosuch. Check how it is written, {ADD}",
    "! Undefined control sequence.\nl.9 x \\foo\n        {x}\n": f"it does not know \\foo. Check how it is written, {ADD}",
    "! LaTeX Error: File `nosuch.sty' not found.": "the package nosuch.sty is not installed here",
    "! LaTeX Error: Environment no undefined.": "it does not know the environment no. Add the package that has it to the template.",
    "! Missing $ inserted.": "what is allowed only in maths stands in a text. Put it between $ signs, or use MathTex.",
    "! Missing } inserted.": "its braces do not match. Check its braces.",
    "! Extra }, or forgotten $.": "its braces do not match. Check its braces.",
    "! Too many }'s.": "its braces do not match. Check its braces.",
    "! Double superscript.": "two superscripts stand at one place. Put braces round the inner one.",
    "! Missing delimiter (. inserted).": "\\left and \\right do not match. Write both, each with its delimiter.",
    "! Misplaced alignment tab character &.": "an & stands where no column begins. Write \\& for the sign, or add columns.",
    "! Something else.": "Something else",
    "no error": "",
}


class FormulaTests(unittest.TestCase):
    def test_the_key_of_a_formula_is_the_renderers(self) -> None:
        """FormulaCache.Key computes the same."""
        self.assertEqual("b689d8fe01bc42bc", formulas.key("x^2", "latex", ".dvi")[:16])
        self.assertEqual(40, len(formulas.key("x^2", "latex", ".dvi")))

    def test_the_first_complaint_of_LaTeX_is_told_in_words_that_help(self) -> None:
        for log, said in LOGS.items():
            self.assertEqual(said, complaints.explain(f"This is pdfTeX\n{log}\n! Second.\n" if said else log))

    def test_the_log_of_the_newest_formula_is_read(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder, "formula.log")
            log.write_text("! Missing $ inserted.")
            with mock.patch.object(formulas, "log", log):
                self.assertEqual("! Missing $ inserted.", formulas.newest_log())
        with mock.patch.object(formulas, "log", None):
            self.assertEqual("", formulas.newest_log())

    def test_a_compiler_that_is_not_there_is_refused(self) -> None:
        with tempfile.TemporaryDirectory() as folder, self.assertRaisesRegex(ValueError, "use latex"):
            formulas.set_formula("x", "xelatex", ".xdv", Path(folder), "name")


class LayoutTests(unittest.TestCase):
    FRAME = (-7.0, 7.0, -4.0, 4.0)

    def test_text_beyond_the_frame(self) -> None:
        self.assertTrue(layout.beyond(("a", 6.0, 8.0, 0.0, 1.0), self.FRAME))
        self.assertFalse(layout.beyond(("a", 5.0, 7.05, 0.0, 1.0), self.FRAME))
        self.assertFalse(layout.beyond(("a", 8.0, 9.0, 0.0, 1.0), self.FRAME), "it waits outside")

    def test_the_share_that_lies_under_another(self) -> None:
        self.assertEqual(0.5, layout.overlap(("a", 0.0, 2.0, 0.0, 1.0), ("b", 1.0, 9.0, 0.0, 1.0)))
        self.assertEqual(0, layout.overlap(("a", 0.0, 1.0, 0.0, 1.0), ("b", 2.0, 3.0, 0.0, 1.0)))


class JoinTests(unittest.TestCase):
    def test_a_chapters_title_cannot_end_its_line(self) -> None:
        self.assertEqual("a\\=b\\;c\\#d\\\\", join.escaped("a=b;c#d\\\n"))


if __name__ == "__main__":
    unittest.main()
