"""How far a render is, by the frames in the scene's files. Runs in the trusted first process of a job.

A frame counts when it lies in a partial movie file, whatever the scene says. The files are read by their structure
alone, a few bytes a frame, each frame once: nothing of them is decoded here. What the scene says of its length can
only make the progress smaller.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator

from sandbox import wire

FOLDER = "/job/media/videos"
# Seconds.
PERIOD = 0.5
# What drawing is of the whole; the rest is for what is made of the drawn video.
DRAWING = 0.95
# Files opened and units read in one look: what a scene leaves here must not keep this process from its work.
MOST = 5_000
SEGMENT, CLUSTER, GROUP, BLOCK, SIMPLE_BLOCK, CUES = 0x18538067, 0x1F43B675, 0xA0, 0xA1, 0xA3, 0x1C53BB6B


class Progress:
    """Tells the renderer, at most twice a second and never less than before.

    expected: the frames that the video is thought to have, 0 where nobody knows.
    """

    def __init__(self, expected: int) -> None:
        self.expected, self.frames = expected, 0
        self.films: dict[str, Film] = {}
        self.due, self.told = time.monotonic() + PERIOD, 0.0

    def look(self, begun: int, last: bool) -> None:
        """Counts what has been drawn since the last look; begun: the frames that the scene says it has come to."""
        if time.monotonic() < self.due and not last:
            return
        left = MOST
        for path in partial_files():
            film = self.films.setdefault(path, Film())
            if film.is_over:
                continue
            frames, units = film.count(path, left)
            self.frames += frames
            left -= units + 1
            if left <= 0:
                break
        self.tell(DRAWING * self.frames / max(self.expected, begun, self.frames + 1))

    def finish(self, share: float) -> None:
        """How much is done of what follows the drawing, 0 to 1."""
        if time.monotonic() >= self.due:
            self.tell(DRAWING + (1 - DRAWING) * min(max(share, 0), 1))

    def tell(self, progress: float) -> None:
        self.due = time.monotonic() + PERIOD
        if progress > self.told:
            self.told = progress
            wire.send(progress=round(progress, 4))


def partial_files() -> Iterator[str]:
    for place, _, names in os.walk(FOLDER):
        if "partial_movie_files" in place:
            yield from (os.path.join(place, name) for name in names if name.endswith((".mp4", ".webm")))


class Film:
    """One partial movie file, read as far as it is written."""

    def __init__(self) -> None:
        self.at, self.is_inside, self.is_over = 0, False, False

    def count(self, path: str, most: int) -> tuple[int, int]:
        """The frames since the last time, and the units that were read for them."""
        step = self.webm if path.endswith(".webm") else self.mp4
        frames = units = 0
        try:
            file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            return 0, 0
        try:
            info = os.fstat(file)
            while stat.S_ISREG(info.st_mode) and not self.is_over and units < most:
                head = os.pread(file, 12, self.at)
                if len(head) < 12:
                    break
                end, is_frame = step(head)
                if end > info.st_size:
                    break
                self.at, frames, units = end, frames + is_frame, units + 1
        finally:
            os.close(file)
        return frames, units

    def mp4(self, head: bytes) -> tuple[int, bool]:
        """Boxes, and in the one with the media H.264 units, each after its length: a picture begins with macroblock 0."""
        size, kind = int.from_bytes(head[:4]), head[4:8]
        if kind == b"moov":
            self.is_over = True
        if self.is_inside:
            return self.at + 4 + size, head[4] & 31 in (1, 5) and head[5] >= 128
        self.is_inside = kind == b"mdat"
        return self.at + (8 if self.is_inside else max(size, 8)), False

    def webm(self, head: bytes) -> tuple[int, bool]:
        """Elements, of which some hold others: a block is a picture."""
        kind, kind_size = number(head, keep=True)
        size, size_size = number(head[kind_size:], keep=False)
        body = self.at + kind_size + size_size
        self.is_over = kind == CUES
        return (body, False) if kind in (SEGMENT, CLUSTER, GROUP) else (body + size, kind in (BLOCK, SIMPLE_BLOCK))


def number(data: bytes, keep: bool) -> tuple[int, int]:
    """A number of EBML and how many bytes it has; an element's kind keeps the bit that tells the length."""
    length = min(9 - data[0].bit_length(), 8)
    first = data[0] if keep else data[0] & 0xFF >> length
    return int.from_bytes(bytes([first]) + data[1:length]), length
