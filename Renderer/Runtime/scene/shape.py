"""The shape of the picture, which a scene may choose as Manim has it: by config.pixel_width and its like, before a scene begins."""

from __future__ import annotations

from typing import Any

from sandbox.work import Request

# A picture is at most so many times as long as it is wide.
NARROWEST = 4.0
# Manim's own frame, in its units.
FRAME = (128 / 9, 8.0)


def size(config: Any, request: Request) -> tuple[int, int]:
    """
    The largest size in pixels that has the shape and fits the quality: within its long side and its short side, turned
    upright where the shape is. The code may have set the pixels, or both sides of the frame; else the quality's own size.
    """
    wanted = (request["width"], request["height"])
    pixels, frame = (config.pixel_width, config.pixel_height), (config.frame_width, config.frame_height)
    ratio = wanted[0] / wanted[1]
    if pixels != wanted:
        ratio = pixels[0] / pixels[1]
    elif all(abs(side - own) > 1e-3 for side, own in zip(frame, FRAME, strict=True)):
        ratio = frame[0] / frame[1]
    if abs(ratio * wanted[1] / wanted[0] - 1) < 0.01:
        return wanted
    upright = ratio < 1
    ratio = min(max(ratio, 1 / ratio), NARROWEST)
    long = min(max(wanted), min(wanted) * ratio)
    sides = (even(long), even(long / ratio))
    return (sides[1], sides[0]) if upright else sides


def even(pixels: float) -> int:
    """H.264 wants even sides."""
    return max(2, 2 * round(pixels / 2))


def fits(request: Request, width: int, height: int) -> bool:
    """Whether a file's size is one that the request allows; the file may be of anybody's making."""
    return (
        16 <= min(width, height) <= min(request["width"], request["height"])
        and max(width, height) <= max(request["width"], request["height"])
        and width % 2 == height % 2 == 0
        or (width, height) == (request["width"], request["height"])
    )
