"""Lets a program read what TeX is made of and its own folder, and nothing else of the sandbox.

TeX Live 2026 no longer heeds openin_any: \\openin and \\input open whatever the process may. Where the kernel has no
Landlock, the sandbox alone decides, whose root holds nothing of the host.
"""

from __future__ import annotations

import ctypes
import os

CREATE, ADD, RESTRICT = 444, 445, 446
VERSION = 1
EXECUTE, WRITE, READ, LIST, MOVE = 1, 2, 4, 8, 1 << 13
CHANGE = WRITE | 0x10 | 0x20 | 0x80 | 0x100  # remove folders and files, make folders and files
ALL = (1 << 13) - 1
PARTS = (
    "/usr/share/texlive",
    "/usr/share/texmf",
    "/usr/share/tex-common",
    "/usr/share/fonts",
    "/usr/lib",
    "/lib",
    "/lib64",
    "/usr/lib64",
    "/etc/texmf",
    "/etc/ld.so.cache",
    "/etc/fonts",
    "/var/lib/texmf",
    "/usr/bin",
)
libc = ctypes.CDLL(None, use_errno=True)


class Ruleset(ctypes.Structure):
    _fields_ = [("handled", ctypes.c_uint64)]


class Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32)]


def confine(*folders: str | os.PathLike[str]) -> bool:
    """Confines this process and all that it starts, for good; false where the kernel has no Landlock."""
    rules = libc.syscall(CREATE, ctypes.byref(Ruleset(ALL)), 8, 0)
    if rules < 0:
        return False
    for path in PARTS:
        allow(rules, path, EXECUTE | READ | LIST)
    for path in folders:
        allow(rules, path, READ | LIST | CHANGE)
    allow(rules, "/dev/null", READ | WRITE)
    held = libc.syscall(RESTRICT, rules, 0) == 0
    os.close(rules)
    return held


def execute_only(*programs: str) -> bool:
    """Of all files only these can be executed, by this process and all that it starts. Libraries are mapped, which is not execution."""
    if libc.syscall(CREATE, None, 0, VERSION) < 2:
        return False  # the first version cannot but refuse to move files from one folder to another
    rules = libc.syscall(CREATE, ctypes.byref(Ruleset(EXECUTE | MOVE)), 8, 0)
    for path in programs:
        allow(rules, path, EXECUTE)
    allow(rules, "/", MOVE)
    held = libc.syscall(RESTRICT, rules, 0) == 0
    os.close(rules)
    return held


def allow(rules: int, path: str | os.PathLike[str], rights: int) -> None:
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not os.path.isdir(path):
            rights &= EXECUTE | READ | WRITE
        libc.syscall(ADD, rules, 1, ctypes.byref(Beneath(rights, fd)), 0)
    finally:
        os.close(fd)
