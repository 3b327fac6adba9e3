"""Files that a job has left, looked at by its trusted first process: never a link, a pipe or a folder."""

from __future__ import annotations

import os
import stat

from . import wire


def regular(path: str) -> os.stat_result | None:
    """The facts of a regular file with one name, or None."""
    try:
        info = os.lstat(path)
    except OSError:
        return None
    return info if stat.S_ISREG(info.st_mode) and info.st_nlink == 1 else None


def send_one(kind: str, path: str, limit: int, cause: str, message: str) -> None:
    """Sends the one file that a job was asked for, or says that there is none of 1 to limit bytes."""
    info = regular(path)
    if info is None or not 0 < info.st_size <= limit:
        return wire.fail(cause, message)
    wire.send_file(kind, path)
