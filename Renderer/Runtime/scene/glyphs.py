"""Signs that no font here has: Pango draws a box in their place and says nothing."""

from __future__ import annotations

import ctypes
import functools
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

MOST = 8
# What shows nothing by itself: joiners, the choice of a form, the colour of a skin, flags' tags.
UNSEEN = {*range(0x200B, 0x2010), *range(0x202A, 0x2030), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400)}
UNSEEN |= {*range(0xE0000, 0xE01F0), 0xFEFF}


def install(manim: Any, tell: Callable[[str, str], None]) -> None:
    """tell hears of the signs of every text that is made, as (cause, sentence)."""
    for kind in (manim.Text, manim.MarkupText):
        begin = kind.__init__

        @functools.wraps(begin)
        def begun(self: Any, *args: Any, __begin: Callable[..., None] = begin, **kwargs: Any) -> None:
            __begin(self, *args, **kwargs)
            look(str(getattr(self, "original_text", "")), tell)

        kind.__init__ = begun


def look(text: str, tell: Callable[[str, str], None]) -> None:
    if text.isascii():
        return
    missing = [sign for sign in dict.fromkeys(text) if not drawn(ord(sign))]
    if missing:
        shown = " ".join(missing[:MOST])
        tell("glyphs", f"No font here has {'the sign' if len(missing) == 1 else 'the signs'} {shown}: a box is drawn instead.")


def drawn(code: int) -> bool:
    """Whether a sign is drawn, or shows nothing anyway."""
    if code < 0x250 or code in UNSEEN or unicodedata.category(chr(code)) in ("Cc", "Cf", "Zs", "Zl", "Zp", "Cs"):
        return True
    return has(code)


@functools.cache
def has(code: int) -> bool:
    """Whether a font with outlines has a sign; Manim cannot draw a font of pictures. True where nobody knows."""
    try:
        found = list(charsets())
        return not found or any(library().FcCharSetHasChar(charset, code) for charset in found)
    except (OSError, AttributeError, ValueError):
        return True


@functools.cache
def library() -> Any:
    fontconfig = ctypes.CDLL("libfontconfig.so.1")
    fontconfig.FcConfigGetCurrent.restype = ctypes.c_void_p
    fontconfig.FcConfigGetFonts.restype = ctypes.POINTER(FontSet)
    fontconfig.FcConfigGetFonts.argtypes = [ctypes.c_void_p, ctypes.c_int]
    for name, kind in (("FcPatternGetCharSet", ctypes.c_void_p), ("FcPatternGetBool", ctypes.c_int)):
        getattr(fontconfig, name).argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(kind)]
    fontconfig.FcCharSetHasChar.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
    return fontconfig


class FontSet(ctypes.Structure):
    _fields_ = (("count", ctypes.c_int), ("room", ctypes.c_int), ("fonts", ctypes.POINTER(ctypes.c_void_p)))


@functools.cache
def charsets() -> tuple[Any, ...]:
    """The signs of each font, as Fontconfig keeps them."""
    return tuple(each_charset())


def each_charset() -> Iterator[Any]:
    fontconfig = library()
    fonts = fontconfig.FcConfigGetFonts(fontconfig.FcConfigGetCurrent(), 0)
    for number in range(fonts.contents.count if fonts else 0):
        font, is_outline, charset = fonts.contents.fonts[number], ctypes.c_int(1), ctypes.c_void_p()
        fontconfig.FcPatternGetBool(font, b"outline", 0, ctypes.byref(is_outline))
        if is_outline.value and fontconfig.FcPatternGetCharSet(font, b"charset", 0, ctypes.byref(charset)) == 0:
            yield charset
