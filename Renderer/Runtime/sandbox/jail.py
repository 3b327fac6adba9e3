"""One job's own sandbox inside the sandbox: namespaces, mounts, no capabilities. Runs trusted code only.

The outer sandbox (bubblewrap) keeps everything from the host. This one keeps a job from the warm parent and from
what other jobs leave: it has its own users, processes, network, mounts, and scratch folders that end with it.
"""

from __future__ import annotations

import ctypes
import os

from . import shelf
from .work import Limits

libc = ctypes.CDLL(None, use_errno=True)
NOSUID, NODEV, NOEXEC, RDONLY, REMOUNT, BIND, REC, PRIVATE = 2, 4, 8, 1, 32, 4096, 16384, 1 << 18
PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 4, 24, 38, 47, 4
PR_GET_SECCOMP, PR_CAPBSET_READ, PR_GET_NO_NEW_PRIVS, PR_CAP_AMBIENT_IS_SET = 21, 23, 39, 1
CAPABILITIES, VERSION = 64, 0x20080522
NEW_CGROUP = 0x02000000
MIB = 1 << 20

# What a scene may start: TeX, and what turns its output into SVG.
PROGRAMS = ("pdftex", "latex", "pdflatex", "dvisvgm")
LOADERS = ("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1")
FOLDERS = ("/usr/bin", "/usr/sbin", "/usr/local/bin", "/bin", "/sbin", "/usr/games", "/usr/libexec")


def checked(result: int, what: str) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")


def mount(source: str | None, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    texts = [text and text.encode() for text in (source, target, kind)]
    checked(libc.mount(*texts, ctypes.c_ulong(flags), data and data.encode()), f"mount {target}")


def undumpable() -> None:
    """Nobody of the same user may trace this process, or open its memory or descriptors."""
    checked(libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "PR_SET_DUMPABLE")


def leave() -> None:
    """New namespaces for the children of this process, and a user namespace in which it may set them up."""
    uid, gid = os.getuid(), os.getgid()
    os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNS | os.CLONE_NEWPID | os.CLONE_NEWNET | os.CLONE_NEWIPC | os.CLONE_NEWUTS | NEW_CGROUP)
    checked(libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), "PR_SET_DUMPABLE")  # else the maps belong to root
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
    try:
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("1000")  # of all that a control group holds, the warm parent goes last
    except OSError:
        pass
    undumpable()


def close(limits: Limits) -> int:
    """Mounts what a job sees, as the first process of its namespaces, and gives up every right to change it.

    Returns the folder of formulas, which nobody finds by its path any more.
    """
    mount(None, "/", None, REC | PRIVATE)
    no_more_namespaces()
    only_programs()
    quiet = NOSUID | NODEV | NOEXEC
    formulas = os.open(shelf.FOLDER, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    # /proc tells where on the host things are, and of processes more than others need to know.
    for empty in ("/proc", shelf.FOLDER):
        mount("tmpfs", empty, "tmpfs", quiet, "size=4k,mode=555")
    os.mkdir("/proc/self", 0o555)  # what looks for its own processes, descriptors or maps finds none
    for empty in ("/proc", shelf.FOLDER):
        mount(None, empty, None, REMOUNT | RDONLY | quiet)
    for target, size in (("/dev/shm", 16 * MIB), ("/tmp", 64 * MIB), ("/job", limits["scratch"])):
        mount("tmpfs", target, "tmpfs", quiet, f"size={size},nr_inodes=20000,mode=700")
    if os.path.isdir("/dev/pts"):
        mount("tmpfs", "/dev/pts", "tmpfs", quiet | RDONLY, "size=4k,mode=555")
    if not limits["countsMemory"]:
        mount("/dev/null", "/dev/zero", None, BIND)  # what maps it shares memory that no process shows
    checked(libc.sethostname(b"job", 3), "sethostname")
    os.chdir("/job")
    drop_capabilities()
    return formulas


def no_more_namespaces() -> None:
    try:
        with open("/proc/sys/user/max_user_namespaces", "w") as file:
            file.write("0")
    except OSError:
        pass  # the system call filter refuses them as well


def programs() -> list[str]:
    """What TeX needs of all that can be executed; its programs are started by the system's loader."""
    return [path for path in (*(f"/usr/bin/{program}" for program in PROGRAMS), *LOADERS) if os.path.isfile(path)]


def only_programs() -> None:
    """Folders of programs lose the right to be executed, but for what TeX needs."""
    keep: dict[str, str] = {}
    os.makedirs("/tmp/.programs", exist_ok=True)
    for program in PROGRAMS:
        path = os.path.realpath(f"/usr/bin/{program}")
        if os.path.isfile(path) and path not in keep:
            held = f"/tmp/.programs/{len(keep)}"
            with open(held, "w"):
                pass
            mount(path, held, None, BIND)
            keep[path] = held
    for folder in FOLDERS:
        if os.path.isdir(folder) and not os.path.islink(folder):
            mount(folder, folder, None, BIND)
            mount(None, folder, None, BIND | REMOUNT | RDONLY | NOSUID | NODEV | NOEXEC)
    for path, held in keep.items():
        mount(held, path, None, BIND)


def drop_capabilities() -> None:
    for capability in range(CAPABILITIES):
        if libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break
    checked(libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0), "PR_CAP_AMBIENT")
    header = (ctypes.c_uint32 * 2)(VERSION, 0)
    checked(libc.capset(header, (ctypes.c_uint32 * 6)()), "capset")
    checked(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "PR_SET_NO_NEW_PRIVS")
    undumpable()


def has_capabilities() -> bool:
    """Whether this process has any, or could come to have any."""
    held = (ctypes.c_uint32 * 6)()
    checked(libc.capget((ctypes.c_uint32 * 2)(VERSION, 0), held), "capget")
    bound = any(prctl(PR_CAPBSET_READ, capability) == 1 for capability in range(CAPABILITIES))
    return any(held) or bound or any(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, capability) == 1 for capability in range(CAPABILITIES))


def prctl(what: int, first: int = 0, second: int = 0) -> int:
    return libc.prctl(what, first, second, 0, 0)
