"""One job's own sandbox inside the sandbox: namespaces, mounts, no capabilities. Runs trusted code only.

The outer sandbox (bubblewrap) keeps everything from the host. This one keeps a job from the warm parent and from
what other jobs leave: it has its own users, processes, network, mounts, and scratch folders that end with it.
"""

from __future__ import annotations

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NOSUID, NODEV, NOEXEC, RDONLY, REMOUNT, BIND, REC, PRIVATE = 2, 4, 8, 1, 32, 4096, 16384, 1 << 18
PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 4, 24, 38, 47, 4
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
    undumpable()


def close(scratch: int) -> None:
    """Mounts what a job sees, as the first process of its namespaces, and gives up every right to change it."""
    mount(None, "/", None, REC | PRIVATE)
    no_more_namespaces()
    only_programs()
    quiet = NOSUID | NODEV | NOEXEC
    mount("proc", "/proc", "proc", quiet, "subset=pid,hidepid=invisible")
    for target, size in (("/dev/shm", 16 * MIB), ("/tmp", 64 * MIB), ("/job", scratch)):
        mount("tmpfs", target, "tmpfs", quiet, f"size={size},nr_inodes=20000,mode=700")
    if os.path.isdir("/dev/pts"):
        mount("tmpfs", "/dev/pts", "tmpfs", quiet | RDONLY, "size=4k,mode=555")
    checked(libc.sethostname(b"job", 3), "sethostname")
    os.chdir("/job")
    drop_capabilities()


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
    for capability in range(64):
        if libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break
    checked(libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0), "PR_CAP_AMBIENT")
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    checked(libc.capset(header, (ctypes.c_uint32 * 6)()), "capset")
    checked(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "PR_SET_NO_NEW_PRIVS")
    undumpable()
