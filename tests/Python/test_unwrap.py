"""Code as people and models send it: what is round it is taken away, and said; code that is Python already stays."""

from __future__ import annotations

import json
import unittest
from collections.abc import Sequence

import runtime  # noqa: F401
from validator import report, unwrap

CODE = "from manim import *\n\nclass Demo(Scene):\n    def construct(self):\n        self.play(Create(Circle()))\n        self.wait()\n"
OLD = CODE.replace("Demo", "Old")
LINES = CODE.rstrip("\n").split("\n")


def each(mark: str, lines: Sequence[str] = LINES) -> str:
    """The lines, each after a mark in which {n} is its number."""
    return "\n".join(mark.replace("{n}", str(number)) + line for number, line in enumerate(lines, 1))


def prompted(lines: Sequence[str]) -> str:
    return "\n".join((">>> " if line[:1].strip() else "... ") + line for line in lines)


def notebook(*cells: str) -> str:
    return json.dumps({"cells": [{"cell_type": "code", "source": cell.splitlines(keepends=True)} for cell in cells], "nbformat": 4})


AROUND = "The text around the code block was removed."
BEFORE = "The words before the code were removed."
AFTER = "The words after the code were removed."
BOTH = "The words before and after the code were removed."
LAST = "Of 2 scenes in blocks of their own, the last complete one was taken."
TOGETHER = "The 2 code blocks were put together."
PROMPTS = "The prompts before the lines were removed."
NUMBERS = "The numbers of the lines were removed."
THOUGHT = "What is no code, between < and >, was removed."
TAGS = "HTML tags were removed."
ENTITIES = "HTML signs such as &lt; were replaced."
JSON = "The code was taken out of the JSON around it."
MAGIC = "Lines that begin with % or ! were removed: they are for notebooks."
DIFF = "The signs of a change before the lines were removed, and the lines that it removes."
SPACES = "No-break and other special spaces were replaced by plain ones."

# Each is CODE in the end.
SENT = {
    "a block": (f"Here's the code:\n\n```python\n{CODE}```\nHope it helps!", [AROUND]),
    "a block that nothing closes": (f"```python\n{CODE}", [AROUND]),
    "a block that nothing opens": (f"{CODE}```\nEnjoy", [AFTER]),
    "a block of waves": (f"~~~\n{CODE}~~~", [AROUND]),
    "a block with a title": (f'```python title="scene.py"\n{CODE}```', [AROUND]),
    "a block in a list": (
        "1. Do this:\n\n" + each("   ", ["```python", *LINES, "```"]),
        [AROUND, "The indent that every line had was removed."],
    ),
    "two scenes and a command": (f"```bash\npip install manim\n```\n\n```python\n{OLD}```\n\nbetter:\n\n```python\n{CODE}```\n", [LAST]),
    "two scenes of which the last breaks off": (f"```python\n{CODE}```\n\nbetter:\n\n```python\n{OLD[:-30]}```\n", [LAST]),
    "an import and a class": (f"First:\n```python\n{LINES[0]}\n\n```\nThen:\n```python\n" + "\n".join(LINES[2:]) + "\n```\n", [TOGETHER]),
    "a block and a command": (f"```python\n{CODE}```\nRun it:\n```bash\nmanim -pql scene.py Demo\n```", [AROUND]),
    "a thought": (f"<think>\nThe user wants `from manim import *`... let's go\n</think>\n{CODE}", [THOUGHT]),
    "a thought with a block": (f"<think>hm, ```python\nx = 1\n``` no</think>\n\n```python\n{CODE}```", [THOUGHT, AROUND]),
    "the end of a thought": (f"blah blah\n</think>\n{CODE}", [THOUGHT]),
    "tags": (f"<answer>\n{CODE}</answer>", [THOUGHT]),
    "spaces of HTML": (CODE.replace("    ", "&nbsp;&nbsp;&nbsp;&nbsp;"), [ENTITIES, SPACES]),
    "pre": (f"<pre><code>{CODE}</code></pre>", [TAGS]),
    "br": ("<br>".join(LINES), [TAGS]),
    "coloured code": (CODE.replace("from", '<span class="k">from</span>').replace("self", '<span class="n">self</span>'), [TAGS]),
    "a prompt": (prompted(LINES), [PROMPTS]),
    "a prompt and its output": (f"{prompted(LINES[:1])}\nManim v0.21\n{prompted(LINES[1:])}", [PROMPTS]),
    "numbers": (each("{n}  "), [NUMBERS]),
    "numbers and dots": (each("{n}. "), [NUMBERS]),
    "numbers and bars": (each("   {n} | "), [NUMBERS]),
    "numbers and colons": (each("{n}: "), [NUMBERS]),
    "numbers and tabs": (each("{n}\t"), [NUMBERS]),
    "numbers on their own lines": (each("{n}\n"), [NUMBERS]),
    "a quote": (each("> "), ["The marks of a quote before the lines were removed."]),
    "a change": (f"--- a/scene.py\n+++ b/scene.py\n@@ -1,3 +1,6 @@\n{each('+')}\n-    pass\n", [DIFF]),
    "new lines of a change": (each("+"), [DIFF]),
    "words before": (f"Sure! Here's the scene you wanted, don't worry about LaTeX:\n\n{CODE}", [BEFORE]),
    "words after": (f"{CODE}\nThis code creates a circle. Let me know if you'd like changes!\n", [AFTER]),
    "words on both sides": (f"Sure.\n\n{CODE}\nExplanation:\n- It imports manim\n- It's animated (see above)\n", [BOTH]),
    "steps": (f"Here is it:\n{CODE}\n1. Save it as scene.py\n2. Run manim -pql scene.py Demo\n", [BOTH]),
    "a word after": (f"{CODE}\nEnjoy!", [AFTER]),
    "a signature": (f"{CODE}\n--\nSent from my phone", [AFTER]),
    "a button": (f"python\nCopy code\n{CODE}", [BEFORE]),
    "the name of the language": (f"python\n{CODE}", [BEFORE]),
    "the name of the file": (f"scene.py\n{CODE}", [BEFORE]),
    "the name of the file in stars": (f"**scene.py**\n{CODE}", [BEFORE]),
    "JSON": (json.dumps({"code": CODE, "scene": "Demo"}), [JSON]),
    "JSON of files": (json.dumps({"title": "a", "files": [{"name": "scene.py", "content": CODE}]}, indent=2), [JSON]),
    "JSON in a block": (f"```json\n{json.dumps({'code': CODE})}\n```", [AROUND, JSON]),
    "JSON with ends of lines": (f'{{"code": "{CODE}"}}', [JSON]),
    "JSON of lines": (json.dumps(LINES), [JSON]),
    "a string of JSON": (json.dumps(CODE), [JSON]),
    "an answer of an API": (json.dumps({"choices": [{"message": {"content": f"Sure:\n```python\n{CODE}```"}}]}), [JSON, AROUND]),
    "JSON that is broken": (f'{{"code": {json.dumps(CODE)}, "scene": }}', [JSON]),
    "a notebook": (notebook(LINES[0] + "\n", "%%manim -qm Demo\n" + "\n".join(LINES[2:])), [JSON, MAGIC]),
    "ends of lines as \\n": (CODE.replace("\n", "\\n"), ["\\n became the end of a line."]),
    "a magic line": (f"%%manim -qm -v WARNING Demo\n{CODE}", [MAGIC]),
    "an installation": (f"!pip install manim\n{CODE}", [MAGIC]),
    "a command that writes the file": (
        f"cat > scene.py <<'EOF'\n{CODE}EOF\nmanim scene.py\n",
        ["The command around the code was removed."],
    ),
    "a shell": (f"$ pip install manim\n{CODE}\n$ manim -pql scene.py Demo\n", [BOTH]),
    "an indent": (each("    "), ["The indent that every line had was removed."]),
    "a tab": (CODE.replace("        self.play", "\tself.play"), ["Tabs became spaces."]),
    "no-break spaces": (CODE.replace("    ", "\u00a0\u00a0\u00a0\u00a0"), [SPACES]),
    "full-width brackets": (CODE.replace("(Scene)", "（Scene）"), ["Full-width signs were replaced by plain ones."]),
    "an invisible sign": (CODE.replace("Circle", "\u200bCircle"), ["Invisible signs were removed."]),
    "a byte order mark": ("\ufeff" + CODE, ["The byte order mark was removed."]),
    "ends of lines of Windows": (CODE.replace("\n", "\r\n"), []),
}

AS_IT_IS = (
    CODE,
    CODE.replace("Circle()", 'Text("""```\n> a & b &lt; c\n1 x\n```""")'),
    '{"a": 1}\n',
    "x = [1, 2]\n",
    CODE.replace("self.wait()", "self.wait("),
    CODE + "\n\nclass B(Scene):\n    def construct(self):\n        self.play(Create(Square())\n",
    "",
)


class UnwrapTests(unittest.TestCase):
    def test_the_code_is_found_and_what_was_done_is_said(self) -> None:
        self.assertGreater(len(SENT), 50)
        for name, (text, said) in SENT.items():
            with self.subTest(name):
                code, done = unwrap.unwrap(text)
                self.assertEqual(filled(CODE), filled(code))
                self.assertEqual(said, done)
                found = report.report(text)
                self.assertEqual(["Demo"], found["scenes"])
                self.assertEqual(said, [item["message"] for item in found["findings"]])

    def test_code_without_anything_round_it_stays(self) -> None:
        for text in AS_IT_IS:
            with self.subTest(text):
                self.assertEqual((text, []), unwrap.unwrap(text))

    def test_long_texts_of_marks_end_soon(self) -> None:
        for text in ("```\n" * 12_000, "<think>" * 7_000, "1 x\n" * 12_000, ">>> x\n" * 8_000, "[" * 49_000, "import x\n(" * 5_000):
            unwrap.unwrap(text)


def filled(text: str) -> list[str]:
    return [line.rstrip() for line in text.split("\n") if line.strip()]


if __name__ == "__main__":
    unittest.main()
