"""The files that Manim makes on the way to a shape: each appears whole, for several processes may draw the same text at once.

Manim writes a text's file in place and rewrites it on every use, and parses every file by way of a second one of a
fixed name. What is parsed here is the same to the byte, from memory.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree


def install(manim: Any) -> None:
    import manimpango
    from manim.mobject.svg import svg_mobject
    from manim.mobject.text import text_mobject

    clean = text_mobject.PangoUtils.remove_last_M

    def whole(draw: Callable[..., Any], place: int) -> Callable[..., str]:
        """The drawing function, with its file (the argument at this place) under its name only when it is finished."""

        def drawn(*arguments: Any, **keywords: Any) -> str:
            path = arguments[place]
            part = f"{path}.{os.getpid()}"
            draw(*arguments[:place], part, *arguments[place + 1 :], **keywords)
            clean(part)
            os.rename(part, path)
            return path

        return drawn

    manimpango.text2svg = whole(manimpango.text2svg, 4)
    text_mobject.MarkupUtils.text2svg = staticmethod(whole(text_mobject.MarkupUtils.text2svg, 7))
    text_mobject.PangoUtils.remove_last_M = staticmethod(lambda path: None)  # noqa: ARG005

    def generate_mobject(self: Any) -> Any:
        tree = self.modify_xml_tree(ElementTree.parse(self.get_file_path()))
        svg = svg_mobject.se.SVG.parse(io.BytesIO(ElementTree.tostring(tree.getroot())))
        mobjects, self.id_to_vgroup_dict = self.get_mobjects_from(svg)
        self.add(*mobjects)
        self.flip(manim.RIGHT)
        return self

    svg_mobject.SVGMobject.generate_mobject = generate_mobject
