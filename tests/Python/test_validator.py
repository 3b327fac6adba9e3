"""The validator, by what it says of code. Its corpora are under tests/Functional/Scenes; these hold the rules that have misled people."""

from __future__ import annotations

import ast
import unittest

import runtime  # noqa: F401
from validator import report, source
from validator.findings import Findings
from validator.scopes import Scopes
from validator.table import Signature, load, nearest

HEAD = "from manim import *\n\n\nclass A(Scene):\n    def construct(self):\n"

OWN_ANIMATION = "class Grow(Animation):\n    def interpolate_mobject(self, alpha):\n        self.mobject.set_width(1 + alpha)\n\n\n"
OWN_METHOD = "    def show(self, shape):\n        self.play(Grow(shape))\n\n"


def causes(body: str, head: str = HEAD) -> list[str]:
    code = head + "".join(f"        {line}\n" for line in body.splitlines())
    return [f"{item['cause']}: {item['message']}" for item in report.report(code)["findings"]]


class MovementTests(unittest.TestCase):
    """Scenes as pupils and their teachers write them: something plays, and nothing else is said of them."""

    MOVING = """
self.play(Write(Text("Hello")))
self.wait(5)

self.play(Create(Circle()))

self.play(FadeIn(Square()), run_time=2)

square = Square()
self.add(square)
self.play(square.animate.shift(RIGHT).rotate(PI / 4))

tracker = ValueTracker(0)
number = always_redraw(lambda: DecimalNumber(tracker.get_value()))
self.add(number)
self.play(tracker.animate.set_value(5), run_time=3)

dot = Dot()
dot.add_updater(lambda m, dt: m.shift(dt * RIGHT))
self.add(dot)
self.wait(3)

path = Circle()
dot = Dot()
self.add(path, dot)
self.play(MoveAlongPath(dot, path), run_time=2, rate_func=linear)

angle = ValueTracker(0)
line = always_redraw(lambda: Line(ORIGIN, RIGHT).rotate(angle.get_value(), about_point=ORIGIN))
angle.add_updater(lambda m, dt: m.increment_value(dt))
self.add(line, angle)
self.wait(4)

a, b = Square(), Circle()
self.play(Transform(a, b))
self.play(ReplacementTransform(a, Triangle()))

self.play(LaggedStart(*[GrowFromCenter(Dot(x * RIGHT)) for x in range(4)], lag_ratio=0.3))

self.play(AnimationGroup(Rotate(Square(), PI), Indicate(Circle())))

self.add(Text("a"))
self.wait()
"""

    def test_what_moves_is_not_called_still(self) -> None:
        for body in self.MOVING.strip().split("\n\n"):
            self.assertEqual([], causes(body), body)

    def test_animations_of_ones_own_and_methods_of_the_scene_count(self) -> None:
        own = HEAD.replace("class A", OWN_ANIMATION + "class A").replace("    def construct", OWN_METHOD + "    def construct")
        self.assertEqual([], causes("self.show(Circle())", own))
        space = "from manim import *\n\n\nclass A(ThreeDScene):\n    def construct(self):\n"
        self.assertEqual([], causes("self.add(Cube())\nself.begin_ambient_camera_rotation()\nself.wait(2)", space))
        self.assertEqual([], causes("self.move_camera(phi=PI / 4)", space))

    def test_every_animation_of_Manim_moves_something(self) -> None:
        table = load()
        names = [name for name in table.classes if table.is_a(name, "Animation")]
        self.assertGreater(len(names), 60)
        for name in names:
            found = causes(f"self.play({name}(*parts()))", "from manim import *\n\n\ndef parts(): return []\n" + HEAD.partition("\n")[2])
            self.assertEqual([], [text for text in found if text.startswith("NoAnimation")], name)

    def test_a_scene_that_plays_nothing_is_shown_for_a_second(self) -> None:
        checked = report.report(HEAD + "        self.add(Circle())\n")
        self.assertEqual(["The scene plays nothing: self.wait(1) was added."], [item["message"] for item in checked["findings"]])
        self.assertTrue(checked["code"].endswith("self.add(Circle())\n        self.wait(1)\n"))


class ReportTests(unittest.TestCase):
    def test_a_finding_says_where_and_what_to_write(self) -> None:
        found = report.report(HEAD + "        self.play(Create(Circle(radius=1, opacity=0.5)))\n")["findings"]
        self.assertEqual(
            [
                {
                    "cause": "UnknownArgument",
                    "line": 6,
                    "column": 43,
                    "severity": "error",
                    "message": "Circle takes no argument opacity.",
                    "suggestion": "Use fill_opacity or stroke_opacity.",
                }
            ],
            found,
        )

    def test_a_repair_that_makes_code_too_complex_is_not_made(self) -> None:
        code = HEAD + "        Dot([1,2])\n" * 2495 + "        self.wait(1)\n"
        self.assertEqual(code, report.report(code)["code"])

    def test_words_around_the_code_are_left_out(self) -> None:
        code = HEAD + "        self.wait(1)\n"
        self.assertEqual(code, report.report(f"Sure:\n```python\n{code}```\nEnjoy!")["code"])

    def test_code_that_breaks_off_is_told_from_code_that_is_wrong(self) -> None:
        for text, cause in (("x = (", "CutOff"), ("x = )", "Syntax"), ("", "Empty"), ("#" * 50_001, "TooLong")):
            findings = Findings()
            self.assertIsNone(source.parse(text, findings))
            self.assertEqual([cause], [item["cause"] for item in findings.items], text[:9])


class TableTests(unittest.TestCase):
    def test_a_signature_is_read(self) -> None:
        signature = Signature("mobject!:m point@:l *more:m | shift=:n ** -> Circle".replace("=", ""))
        self.assertEqual((["mobject", "point"], ["mobject"], {"point"}), (signature.positional, signature.required, signature.points))
        self.assertEqual((["shift"], True, "Circle"), (signature.keyword_only, signature.any_keyword, signature.returns))

    def test_what_was_surely_meant(self) -> None:
        self.assertEqual("Circle", nearest("Circel", load().classes))
        self.assertIsNone(nearest("Xyzzy", load().classes))

    def test_names_are_found_where_they_are_bound(self) -> None:
        tree = ast.parse("x = 1\ndef f(y):\n    return [x + y + z for z in y]\n")
        scopes = Scopes(tree)
        names = {node.id: scopes.of[id(node)].find(node.id) for node in ast.walk(tree) if isinstance(node, ast.Name)}
        self.assertEqual(
            {"x": "module", "y": "function", "z": "comprehension"}, {name: scope and scope.kind for name, scope in names.items()}
        )


if __name__ == "__main__":
    unittest.main()
