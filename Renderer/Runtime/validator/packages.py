"""LaTeX packages that Manim's own template does not load: what each of them defines, and the line that adds one."""

from __future__ import annotations

import ast

from .context import Context

# Installed beside Manim, each with the commands that people use of it.
PACKAGES = {
    "mathrsfs": "mathscr",
    "cancel": "cancel bcancel xcancel cancelto",
    "xcolor": "textcolor color colorbox fcolorbox definecolor",
    "bm": "bm",
    "physics": "dv pdv qty ket bra braket dd abs norm eval grad curl laplacian comm expval mel ip op tr Tr order vb va vu mqty pmqty "
    "bmqty vmqty",
    "mathtools": "coloneqq eqqcolon xrightleftharpoons xleftrightarrow prescript mathclap mathllap mathrlap underbracket overbracket "
    "Aboxed DeclarePairedDelimiter vcentcolon dblcolon smashoperator shortintertext splitfrac",
    "siunitx": "SI si unit num qtyrange ang SIrange numrange",
    "mhchem": "ce",
    "stmaryrd": "llbracket rrbracket lightning mapsfrom oast",
    "esint": "oiint varoiint ointctrclockwise ointclockwise sqint fint",
    "nicefrac": "nicefrac",
    "xfrac": "sfrac",
    "gensymb": "degree celsius ohm",
    "wasysym": "smiley frownie sun mars venus female male",
    "marvosym": "Smiley Letter Telefon Lightning",
    "pifont": "ding",
    "upgreek": "uppi upalpha upbeta upgamma updelta uptheta uplambda upmu upsigma upphi upomega",
    "slashed": "slashed",
    "booktabs": "toprule midrule bottomrule cmidrule",
    "multirow": "multirow",
    "graphicx": "includegraphics rotatebox scalebox resizebox reflectbox",
    "hyperref": "url href",
    "relsize": "mathlarger mathsmaller larger smaller",
    "enumitem": "setlist",
}
# Not installed.
ABSENT = {"dsfont": "mathds", "bbm": "mathbbm", "ulem": "sout uline uwave", "soul": "hl st", "mathdots": "iddots"}
OF = {command: package for package, commands in PACKAGES.items() for command in commands.split()}
OF_ABSENT = {command: package for package, commands in ABSENT.items() for command in commands.split()}


def unknown(context: Context, node: ast.Call, command: str) -> None:
    """Says what is wrong with a command that Manim's own template does not know; remembers the package that a repair adds."""
    if package := OF.get(command):
        context.packages.add(package)
        return context.findings.add(
            "Latex",
            node,
            f"LaTeX does not know \\{command} without the package {package}.",
            suggestion=f"Add it before the scene: {line(package)}",
        )
    if package := OF_ABSENT.get(command):
        return context.findings.add("Latex", node, f"The package {package} for \\{command} is not installed here.")
    context.findings.add("Latex", node, f"LaTeX does not know \\{command}.")


def line(package: str, manim: str = "") -> str:
    return f'{manim}config.tex_template.add_to_preamble(r"\\usepackage{{{package}}}")'
