"""Slips that are mended, and those that nobody can be sure of."""

from __future__ import annotations

import unittest

import runtime  # noqa: F401
from validator import bodies, mends

MENDED = {
    "for i in x\n    pass\n": "for i in x:\n    pass\n",
    "if x  # why\n    pass\n": "if x:  # why\n    pass\n",
    "f(g(1)\ny = 2\n": "f(g(1))\ny = 2\n",
    "f(g(1)))\ny = 2\n": "f(g(1))\ny = 2\n",
    "// hello\nx = 1\n": "# hello\nx = 1\n",
    "rotate(90°)\n": "rotate(90 * DEGREES)\n",
    "print 'a'\nx = 1\n": "print('a')\nx = 1\n",
}
LEFT = ("x = (\n", "f(g(1)", "f(1,\ny = 2\n", "x = = 1\n", "f(')\ny = 2\n", "for i in\n    pass\n", "x y\n")
HEAD = "from manim import *\n\n\nclass Demo(Scene):\n    def construct(self):\n"
PLACED = {
    "from manim import *\nself.play(Create(Circle()))\n": HEAD + "        self.play(Create(Circle()))\n",
    "from manim import *\ndef construct(self):\n    self.wait()\n": HEAD + "        self.wait()\n",
    "class A:\n    def construct(self):\n        self.wait()\n": "class A(Scene):\n    def construct(self):\n        self.wait()\n",
    "class A(Scene):\n    def construct():\n        self.wait()\n": "class A(Scene):\n    def construct(self):\n        self.wait()\n",
}
WHOLE = (
    HEAD + "        self.wait()\n",
    "class A:\n    def construct(self):\n        return 1\n",
    "x = 1\n",
    'self.play(Write(Text("""a\nb""")))\n',
    "class A(Scene):\n    @staticmethod\n    def construct():\n        pass\n",
)


class MendTests(unittest.TestCase):
    def test_what_is_surely_meant_is_mended_and_said(self) -> None:
        for text, meant in MENDED.items():
            with self.subTest(text):
                code, said = mends.mend(text)
                self.assertEqual((meant, 1), (code, len(said)))

    def test_what_could_mean_two_things_stays(self) -> None:
        for text in LEFT:
            with self.subTest(text):
                self.assertEqual((text, []), mends.mend(text))

    def test_what_lacks_its_scene_gets_one(self) -> None:
        for text, meant in PLACED.items():
            with self.subTest(text):
                code, said = bodies.completed(text)
                self.assertEqual((meant, 1), (code, len(said)))

    def test_what_is_whole_stays(self) -> None:
        for text in WHOLE:
            with self.subTest(text):
                self.assertEqual((text, []), bodies.completed(text))


if __name__ == "__main__":
    unittest.main()
