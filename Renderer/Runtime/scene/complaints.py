"""What TeX complains of, in words that help: its first error, which is the one that counts."""

from __future__ import annotations

import re

UNDEFINED = "Undefined control sequence."
# TeX's words, what is said instead, and what to do. {0} is what stands in the brackets of the first.
KINDS = (
    (r"LaTeX Error: File `(.+?)' not found", "the package {0} is not installed here", ""),
    (r"LaTeX Error: Environment (\S+) undefined", "it does not know the environment {0}", "Add the package that has it to the template."),
    (r"LaTeX Error: \\begin\{(.+?)\} .*ended by \\end\{(.+?)\}", "\\begin{{{0}}} is ended by \\end{{{1}}}", ""),
    (r"LaTeX Error: (?:Unicode character|.*Unicode char) (\S+)", "it cannot set the sign {0}", "Use a command of LaTeX, or Text."),
    (
        r"Missing \$ inserted|.*allowed only in math mode",
        "what is allowed only in maths stands in a text",
        "Put it between $ signs, or use MathTex.",
    ),
    (
        r"Missing [{}]|Extra [{}]|Too many \}'s|Argument of .* has an extra \}|Runaway argument|Paragraph ended before|File ended while",
        "its braces do not match",
        "Check its braces.",
    ),
    (r"Double (super|sub)script", "two {0}scripts stand at one place", "Put braces round the inner one."),
    (r"Missing (?:delimiter|\\right|\\left)|Extra \\right", "\\left and \\right do not match", "Write both, each with its delimiter."),
    (
        r"Misplaced alignment tab character &|Extra alignment tab",
        "an & stands where no column begins",
        "Write \\& for the sign, or add columns.",
    ),
    (
        r"(?:You can't use|Illegal parameter|.*macro parameter character #)",
        "a # stands where it has a meaning of its own",
        "Write \\# for the sign.",
    ),
    (r"(?:LaTeX Error: )?Command (\S+) (?:unavailable|invalid|already defined)", "the command {0} cannot be used here", ""),
    (r"TeX capacity exceeded", "it is too large, or a command in it calls itself", ""),
)


def explain(log: str) -> str:
    """One sentence or two, without LaTeX as their subject; empty where the log has no error."""
    lines = log.split("\n")
    at = next((number for number, line in enumerate(lines) if line.startswith("! ")), None)
    if at is None:
        return ""
    said = lines[at][2:].strip()
    # TeX breaks its lines at 79 characters.
    whole = said + "".join(lines[at + 1 : at + 3]).strip() if len(lines[at]) >= 79 else said
    if said == UNDEFINED:
        command = undefined(lines[at + 1 : at + 12])
        hint = "Check how it is written, or add its package with config.tex_template.add_to_preamble."
        return f"it does not know {command}. {hint}" if command else f"it does not know a command. {hint}"
    for pattern, words, hint in KINDS:
        if found := re.match(pattern, whole):
            named = words.format(*found.groups())
            return f"{named}. {hint}" if hint else named
    return said.removeprefix("LaTeX Error: ").rstrip(".")


def undefined(lines: list[str]) -> str:
    """The command that TeX broke off at: the last one before the end of the first line that shows where it was."""
    for line in lines:
        if found := re.search(r"(\\[A-Za-z]+)\s*$", line):
            return found.group(1)
    return ""
