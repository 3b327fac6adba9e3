"""LaTeX in string literals: what cannot be set, or is set as something else."""

from __future__ import annotations

import ast
import re

from . import packages
from .context import Context

MATH = {"MathTex", "SingleStringMathTex"}
TEXT = {"Tex", "Title", "BulletedList"}
# Control characters that a string without the prefix r makes of \alpha, \beta, \frac, \vec, \r..., \theta.
ESCAPES = {"\a": "a", "\b": "b", "\f": "f", "\v": "v", "\r": "r", "\t": "t"}
MATH_ONLY = re.compile(
    r"(?<!\\)[\^_]|\\(frac|dfrac|tfrac|sqrt|int|iint|oint|sum|prod|lim|infty|partial|nabla|alpha|beta|gamma|delta|epsilon|theta|"
    r"lambda|mu|pi|sigma|phi|omega|Delta|Omega|Sigma|Gamma|cdot|times|div|pm|leq|geq|neq|approx|equiv|rightarrow|Rightarrow|to|"
    r"in|subset|forall|exists|sin|cos|tan|log|ln|vec|hat|bar|dot|left|right|mathbb|mathbf|mathrm|binom)(?![A-Za-z])"
)
# x^2^3, x_1_2, x^{2}^3: not x^{2^3}, nor x_1^2.
DOUBLE = re.compile(r"(?<!\\)([\^_])(\{[^{}]*\}|[A-Za-z0-9])\s*\1(?=[{A-Za-z0-9\\])")
COMMAND = re.compile(r"\\([A-Za-z]+)")
ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([A-Za-z]+\*?)\}")
DEFINES = re.compile(r"\\(def|newcommand|renewcommand|DeclareMathOperator|let|usepackage|gdef|edef)(?![A-Za-z])")
GROUP = re.compile(r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}")
ENSURED = re.compile(r"\\ensuremath\s*" + GROUP.pattern)
VERBATIM = re.compile(r"\\verb\*?([^A-Za-z*\s])[^\n]*?\1")
COMMENT = re.compile(r"(?<!\\)%[^\n]*\n?")
INLINE = re.compile(
    r"(?<!\\)\$\$?.*?(?<!\\)\$\$?|\\\(.*?\\\)|\\\[.*?\\\]|"
    r"\\begin\{(align|equation|gather|math|displaymath|eqnarray|multline)\*?\}.*?\\end\{\1\*?\}",
    re.DOTALL,
)


def check(context: Context) -> None:
    own_template = any(
        isinstance(n, ast.Attribute)
        and (n.attr in ("tex_template", "add_to_preamble", "add_to_document") or n.attr == "set_default" and isinstance(n.ctx, ast.Store))
        or isinstance(n, ast.Name)
        and n.id in ("TexTemplate", "TexTemplateLibrary", "TexFontTemplates")
        or isinstance(n, ast.Constant)
        and n.value == "tex_template"
        for n in context.nodes
    )
    for node in context.nodes:
        if not isinstance(node, ast.Call):
            continue
        kind = context.kinds.of(node.func)
        if not kind or kind[0] != "class" or kind[1] not in MATH | TEXT:
            continue
        if any(isinstance(a, ast.Starred) for a in node.args):
            continue
        keywords = {k.arg for k in node.keywords}
        parts = [string(a) for a in node.args]
        environment = next((k.value for k in node.keywords if k.arg == "tex_environment"), None)
        math = kind[1] in MATH
        if environment is not None:
            value = string(environment)
            if value is None:
                continue
            math = value.startswith(("align", "gather", "equation", "math", "multline", "flalign"))
        known = [part for part in parts if part is not None]
        if known and len(known) == len(parts):
            template = own_template or "tex_template" in keywords or None in keywords
            # What an f-string puts in may be a delimiter, or an array's columns.
            formatted = any(isinstance(n, ast.JoinedStr) for argument in node.args for n in ast.walk(argument))
            formula(context, node, " ".join(known), math, template, formatted)
        for argument, part in zip(node.args, parts, strict=True):
            if part is not None:
                escapes(context, argument, part)


def string(node: ast.AST) -> str | None:
    """A literal's text; of an f-string with 0 in place of each value."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(p.value) if isinstance(p, ast.Constant) else "0" for p in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = string(node.left), string(node.right)
        return left + right if left is not None and right is not None else None
    return None


# What a \n of Python leaves of \neq, \nabla and \not: a new line, and the rest of the word.
# What may not stand in the align* that MathTex puts round a formula.
DISPLAYS = re.compile(r"\\begin\s*\{((?:align|alignat|gather|equation|multline|eqnarray|flalign|displaymath|math)\*?)\}")
# Text within a formula is no formula.
INNER_TEXT = re.compile(r"\\(?:text|textbf|textit|mbox|textrm)\s*\{[^{}$]*?(?<!\\)([_^])[^{}$]*\}")
DELIMITER = re.compile(r"\\(left|right)(?![A-Za-z])\s*([A-Za-z0-9{}]|$)")
# Commands and signs that lack their argument at the end of a formula or of a group.
BARE = re.compile(
    r"((?<!\\)[\^_]|\\(?:sqrt|hat|vec|bar|dot|ddot|tilde|overline|underline|mathbb|mathbf|mathrm|mathcal|text|[dt]?frac(?:\s*\{[^{}]*\})?"
    r"|[dt]?binom(?:\s*\{[^{}]*\})?))\s*(?:$|\}|&)"
)
NO_COLUMNS = re.compile(r"\\begin\s*\{(array|tabular)\}(?!\s*[\[{])")
# Words of other commands' arguments, as in \root 3 \of x, and of environments.
DELIMITED = {"begin", "end", "of"}
NEWLINES = re.compile(r"\n(eq|abla|ot|otin|eg|leq|geq|exists|parallel)(?![A-Za-z])")


def escapes(context: Context, node: ast.AST, text: str) -> None:
    if cut := NEWLINES.search(text):
        return context.findings.add("Latex", node, f"A \\n{cut.group(1)} in this text is an escape of Python: put r before the quotes.")
    for index, character in enumerate(text):
        following = text[index + 1 : index + 2]
        if character in ESCAPES and (character != "\t" or following.isalpha()) and (following.isalpha() or character in "\a\b\f\v"):
            return context.findings.add(
                "Latex", node, f"A \\{ESCAPES[character]} in this text is an escape of Python: put r before the quotes."
            )


def formula(context: Context, node: ast.Call, text: str, math: bool, own_template: bool, formatted: bool) -> None:
    findings, table = context.findings, context.table
    text = VERBATIM.sub("x", text)
    if (shown := COMMENT.sub("", text)) != text:
        if is_unbalanced(shown) and not is_unbalanced(text):
            return findings.add("Latex", node, "A % begins a comment in LaTeX: write \\%.", suggestion="\\%")
        if any(not found.group().endswith("\n") for found in COMMENT.finditer(text)):
            findings.add(
                "Silent", node, "What follows a % is a comment in LaTeX and is not shown: write \\% for the sign.", "warning", "\\%"
            )
        text = shown
    bare = escaped(text)
    braces(context, node, bare)
    if DOUBLE.search(bare):
        return findings.add("Latex", node, "The formula has two exponents or indices at one place: put braces round the inner one.")
    environments = []
    for which, name in ENVIRONMENT.findall(text):
        if which == "begin":
            environments.append(name)
        elif not environments or environments.pop() != name:
            return findings.add("Latex", node, f"\\end{{{name}}} has no \\begin{{{name}}} that matches.")
    if environments:
        return findings.add("Latex", node, f"\\begin{{{environments[-1]}}} is never ended.")
    if not formatted and NO_COLUMNS.search(text):
        return findings.add(
            "Latex", node, "An array needs its columns: \\begin{array}{cc}.", suggestion="Use pmatrix or bmatrix, or name the columns."
        )
    if math and (problem := mathematics(text, formatted)):
        return findings.add("Latex", node, problem[0], suggestion=problem[1])
    if not math and re.match(r"\s*\\\\", text):
        return findings.add("Latex", node, "A text cannot begin with \\\\: there is no line to end.")
    characters(context, node, text, math, own_template)
    specials(context, node, bare, text, math, environments_of(text))
    if not own_template and not DEFINES.search(text):
        for name in COMMAND.findall(re.sub(r"\\\\", "  ", text)):
            if name not in table.tex_commands and name not in DELIMITED:
                packages.unknown(context, node, name)
        for name in environments_of(text):
            if name not in table.tex_commands:
                return findings.add("Latex", node, f"LaTeX does not know the environment {name}.")


def is_unbalanced(text: str) -> bool:
    bare = escaped(text)
    return bare.count("{") != bare.count("}")


def escaped(text: str) -> str:
    """The text without the signs that a backslash takes their meaning from; what is left of them stands apart."""
    return re.sub(r"\\[^A-Za-z]", "~~", text, flags=re.DOTALL)


def mathematics(text: str, formatted: bool) -> tuple[str, str | None] | None:
    """What a formula cannot hold, and what to write instead; None where nothing is wrong."""
    text = text.replace(r"\\", "  ")
    if found := DISPLAYS.search(text):
        return f"MathTex is an align* already: it cannot hold {found.group(1)}.", "Leave \\begin and \\end out, or use aligned."
    if re.search(r"\n[ \t]*\n", text.strip()):
        return "A formula cannot have an empty line.", "Remove the empty line."
    if found := INNER_TEXT.search(text):
        return f"A {found.group(1)} within \\text is maths: write \\{found.group(1)}, or end the \\text before it.", None
    if not formatted and (found := DELIMITER.search(text)):
        return f"\\{found.group(1)} needs a delimiter such as (, [ or \\{{ after it.", None
    if found := BARE.search(text):
        return f"{found.group(1).strip()} at the end lacks what it applies to.", None
    return None


def braces(context: Context, node: ast.Call, bare: str) -> None:
    """Manim adds the braces that a formula lacks at its ends; those that are in the wrong order stay."""
    missing = bare.count("{") - bare.count("}")
    if missing:
        context.findings.add("Latex", node, "The braces of this formula do not match: Manim adds them at an end of it.", severity="warning")
    depth = max(-missing, 0)
    for character in bare:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return context.findings.add("Latex", node, "The braces of this formula do not match.")


def environments_of(text: str) -> set[str]:
    return {name for _, name in ENVIRONMENT.findall(text)}


def characters(context: Context, node: ast.Call, text: str, math: bool, own_template: bool) -> None:
    if own_template:
        return
    allowed = context.table.math_characters if math else context.table.tex_characters
    if math and re.search(r"\\(text|mbox|textbf|textit|mathrm)\b", text):
        allowed = allowed | context.table.tex_characters
    for character in text:
        if ord(character) > 127 and character not in allowed and not character.isspace():
            name = GREEK.get(character)
            return context.findings.add(
                "Latex",
                node,
                f"LaTeX cannot set the character {character}: use a command or Text.",
                suggestion=f"Use {name}." if name else None,
            )


GREEK = {
    "π": "\\pi",
    "θ": "\\theta",
    "α": "\\alpha",
    "β": "\\beta",
    "γ": "\\gamma",
    "δ": "\\delta",
    "Δ": "\\Delta",
    "λ": "\\lambda",
    "μ": "\\mu",
    "σ": "\\sigma",
    "Σ": "\\Sigma",
    "φ": "\\phi",
    "ω": "\\omega",
    "Ω": "\\Omega",
    "∞": "\\infty",
    "≤": "\\le",
    "≥": "\\ge",
    "≠": "\\ne",
    "≈": "\\approx",
    "×": "\\times",
    "·": "\\cdot",
    "√": "\\sqrt",
    "∑": "\\sum",
    "∫": "\\int",
    "→": "\\to",
    "²": "^2",
    "³": "^3",
    "−": "-",
    "±": "\\pm",
    "∂": "\\partial",
    "∈": "\\in",
    "÷": "\\div",
    "½": "\\frac{1}{2}",
}


def specials(context: Context, node: ast.Call, bare: str, text: str, math: bool, environments: set[str]) -> None:
    findings = context.findings
    if "#" in bare and not DEFINES.search(text):
        return findings.add("Latex", node, "A # has a meaning of its own in LaTeX: write \\#.", suggestion="\\#")
    if math:
        # Within braces it may begin a formula in a text, as in \colorbox{yellow}{$x$}.
        if "$" in GROUP.sub("", bare):
            findings.add("Latex", node, "MathTex is in math mode already: leave the $ out.", suggestion="Remove the $.")
        return
    if bare.count("$") % 2:
        return findings.add("Latex", node, "The number of $ in this text is odd.")
    outside = escaped(INLINE.sub(" ", ENSURED.sub(" ", text)))
    if "&" in outside and not environments:
        return findings.add("Latex", node, "An & has a meaning of its own in LaTeX: write \\&.", suggestion="\\&")
    found = MATH_ONLY.search(outside)
    if found and not environments and not DEFINES.search(text):
        findings.add(
            "Latex",
            node,
            f"{found.group().strip()} is maths and stands in the text: put it between $ signs, or use MathTex"
            + (", or write \\_ for the sign." if found.group() == "_" else "."),
        )
