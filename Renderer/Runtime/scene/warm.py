"""What the warm parent has ready: Manim, its fonts, and the glyphs that most scenes begin with."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Mapping
from typing import Any

from sandbox import wire
from sandbox.work import MEDIA

from . import drawing, formulas, shapes

DIGITS = "0123456789.,-+=xy"


def up() -> bool:
    """Imports Manim and sets what most scenes begin with; false where a thread is left, which no fork would have."""
    import av  # noqa: F401
    import manim

    formulas.install()
    drawing.install(manim)
    shapes.install(manim)
    # Manim knows a parsed formula again by its path: the same as in every job, over a folder of this process alone.
    os.makedirs(MEDIA, exist_ok=True)
    manim.config.update({"media_dir": MEDIA, "verbosity": "WARNING", "progress_bar": "none", "notify_outdated_version": False})
    formulas.tell = offer
    try:
        glyphs(manim)
    except Exception as error:
        # A root without LaTeX still renders scenes without formulas.
        sys.stderr.write(f"no glyphs are warm: {error}\n")
    formulas.tell, formulas.started = formulas.silence, 0
    # Manim keeps one glyph a character whatever class it was of: a scene must find this empty, as the command line does.
    from manim.mobject.text import numbers

    numbers.string_to_mob_map.clear()
    camera = manim.Camera()
    camera.capture_mobjects([manim.Circle(), manim.Text("ab")])
    return alone()


def glyphs(manim: Any) -> None:
    """Numbers are set by LaTeX, one formula for each character: this is what makes an axis start none."""
    for kind in (manim.DecimalNumber, manim.Integer):
        kind(-1234567890.5 if kind is manim.DecimalNumber else -1234567890, group_with_commas=True, include_sign=True)
    manim.DecimalNumber(1.5, show_ellipsis=True)
    for character in DIGITS:
        manim.MathTex(character)
    manim.Axes(x_range=[0, 2], y_range=[0, 2]).add_coordinates()
    manim.Text("abc")
    manim.Tex("A")


def alone() -> bool:
    """Ends Pango's font thread, which no child would have, with the font map that started it; fonts stay loaded."""
    pango = ctypes.CDLL("libpangocairo-1.0.so.0")
    pango.pango_cairo_font_map_set_default(None)
    for _ in range(200):
        if len(os.listdir("/proc/self/task")) == 1:
            return True
        time.sleep(0.01)
    return False


def offer(formula: Mapping[str, str]) -> None:
    """What this process has set is as good as what the cache holds: it has run nothing but this."""
    key = formulas.key(formula["source"], formula["compiler"], formula["format"])
    wire.send_file("formula", f"{MEDIA}/Tex/{key[:16]}.svg", key=key)
