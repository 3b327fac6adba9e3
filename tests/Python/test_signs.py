"""Signs of phones and word processors in code, and what has to stay."""

from __future__ import annotations

import ast
import unittest

import runtime  # noqa: F401
from signs import code, table

CODE = {
    "words = Text(“Don’t panic”, font_size=60)": 'words = Text("Don’t panic", font_size=60)',
    "Text(‘Don’t panic’)": "Text('Don’t panic')",
    "Text(“He said “hi””)": 'Text("He said “hi”")',
    "“a” + ‘b’": "\"a\" + 'b'",
    "f“{d[‘a’]} is”": "f\"{d['a']} is\"",
    'Text("hi”)': 'Text("hi")',
    'Text(“hi")': 'Text("hi")',
    "Text(„Hallo“, «Ja»)": 'Text("Hallo", "Ja")',
    "r“\\frac{1}{2}”": 'r"\\frac{1}{2}"',
    '“Don\'t say "no"”': '"Don\'t say \\"no\\""',
    "“““doc”””": '"""doc"""',
    "x = “a” if y else “b”": 'x = "a" if y else "b"',
    "d = {‘it’s’: 2}": "d = {'it’s': 2}",
    "s = “”": 's = ""',
    "Text(“5’ 10””)": 'Text("5’ 10”")',
    "x = “a”if y else“b”": 'x = "a"if y else"b"',
    "Text(「こんにちは」)": 'Text("こんにちは")',
    "Text(“\u200fمرحبا\u200d”)": 'Text("\u200fمرحبا\u200d")',
    "x = 3 – 2 — 1 − 0": "x = 3 - 2 - 1 - 0",
    "x\u200b = 1\u2060": "x = 1",
    "\u202ax = 1\u202c": "x = 1",
    "x\u00a0=\u202f1": "x = 1",
    "print（“hi”，１）": 'print("hi",1)',
    "x = ٣ × ４ ÷ ２": "x = 3 * 4 / 2",
    "x = a ≤ b ≠ c": "x = a <= b != c",
    "x = y² + z¹⁰": "x = y**2 + z**10",
    "x = ½": "x = (1/2)",
    "def f() → int: …": "def f() -> int: ...",
    "f©": "f(c)",
}

AS_IT_IS = (
    'Text("l’été — 20 °C, « ½ » … 👩‍👩‍👧 \u200f")',
    "# it’s — fine “here”",
    '"""\n“Docs” – of\u00a0two lines\n"""',
    "naïve = größe + 变量",
    "Text('a “b” c')",
    'Text("She said \\"no” – and left")',
)


class SignsTests(unittest.TestCase):
    def test_signs_outside_of_strings_become_plain(self) -> None:
        for typed, meant in CODE.items():
            with self.subTest(typed):
                self.assertEqual(meant, code.undo(typed)[0])
                ast.parse(meant)

    def test_what_is_shown_stays(self) -> None:
        for text in AS_IT_IS:
            with self.subTest(text):
                self.assertEqual((text, []), code.undo(text))

    def test_what_was_done_is_said_once(self) -> None:
        text, said = code.undo("a\u00a0=\u00a0“x”\nb\u00a0=\u00a0“y”")
        self.assertEqual('a = "x"\nb = "y"', text)
        self.assertEqual([code.SPACES, code.QUOTES], said)

    def test_plain_code_is_not_touched(self) -> None:
        self.assertEqual(("x = 'it'", []), code.undo("x = 'it'"))

    def test_words_around_code_do_no_harm(self) -> None:
        text = "Here’s the code, don't worry:\nText(“Don’t”)\nThat’s it."
        self.assertEqual('Here’s the code, don\'t worry:\nText("Don’t")\nThat’s it.', code.undo(text)[0])

    def test_every_line_of_the_table_is_read(self) -> None:
        self.assertGreater(len(table.table()), 2000)
        self.assertEqual("7", table.table()["७"].plain)
        self.assertTrue(all(sign.plain.isascii() for sign in table.table().values()))

    def test_a_long_text_of_quotes_ends_soon(self) -> None:
        code.undo("“a\n" * 20_000 + "“" * 30_000)


if __name__ == "__main__":
    unittest.main()
