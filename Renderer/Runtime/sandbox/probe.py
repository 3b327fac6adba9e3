"""Shows that the sandbox of a job holds, from where a scene would be: empty where every promise is kept."""

from __future__ import annotations

import errno
import fcntl
import mmap
import os
import resource
import signal
import socket
import subprocess
from collections.abc import Callable, Iterable

from . import jail, report, shelf, wire
from .report import Said
from .work import Limits, Request, Watch, Work

ALLOWED = {
    "HOME",
    "PATH",
    "PWD",
    "LANG",
    "LC_CTYPE",
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "openin_any",
    "openout_any",
    "shell_escape",
}


REFUSALS = (errno.EPERM, errno.EACCES, errno.ENOENT, errno.ENOSYS, errno.ESRCH, errno.ENOSPC, errno.ENODEV, errno.EAFNOSUPPORT)
UNCOUNTED: tuple[Callable[[], object], ...] = (
    lambda: mmap.mmap(-1, mmap.PAGESIZE),
    lambda: shared("/dev/zero"),
    socket.socketpair,
    lambda: os.memfd_create("probe"),
    lambda: fcntl.fcntl(1, fcntl.F_SETPIPE_SZ, 1 << 20),
)


def holes(limits: Limits) -> list[str]:
    return [text for holds, text in checks(limits) if not holds()]


def checks(limits: Limits) -> Iterable[tuple[Callable[[], bool], str]]:
    return (
        (lambda: os.getuid() != 0 and os.geteuid() != 0, "it runs as root"),
        (
            lambda: os.getppid() == 1 and os.listdir("/proc") == ["self"] and os.listdir("/proc/self") == [],
            "it sees processes, or where on the host its files are",
        ),
        (lambda: os.listdir(shelf.FOLDER) == [], "it sees the formulas of others"),
        (lambda: refused(lambda: socket.socket(socket.AF_INET)), "it can use a network"),
        (lambda: limits["countsMemory"] or all(map(refused, UNCOUNTED)), "it can hold memory that nobody counts"),
        (lambda: limits["sharesProcessors"] or not leaves_session(), "it can leave its session"),
        (
            lambda: not any(writable(f) for f in ("/", "/usr", "/etc", "/opt/vault", "/mnt", "/dev", "/usr/bin", "/home", "/var/tmp")),
            "its root is writable",
        ),
        (lambda: writable("/job") and writable("/tmp"), "its scratch folder is not writable"),
        (
            lambda: sorted(os.listdir("/job")) == ["formulas", "media"] and os.listdir("/job/formulas") == os.listdir("/tmp") == [],
            "its scratch folder is not its own",
        ),
        (lambda: not set(os.environ) - ALLOWED, "it sees the host's environment"),
        (lambda: refused(lambda: open("/proc/1/environ").read()), "it sees the environment of its first process"),
        (lambda: refused(lambda: open("/proc/1/mem", "rb").read(1)), "it reads the memory of its first process"),
        (lambda: refused(lambda: os.listdir("/proc/1/fd")), "it sees the descriptors of its first process"),
        (lambda: open_descriptors() <= {0, 1, 2, report.REPORT, report.ANSWERS}, "it has inherited descriptors"),
        (lambda: not jail.has_capabilities(), "it has capabilities"),
        (lambda: jail.prctl(jail.PR_GET_NO_NEW_PRIVS) == 1, "it can gain privileges"),
        (lambda: jail.prctl(jail.PR_GET_SECCOMP) == 2, "it has no system call filter"),
        (lambda: refused(lambda: os.unshare(os.CLONE_NEWUSER)), "it can make user namespaces"),
        (lambda: refused(lambda: subprocess.run(["/bin/sh", "-c", "true"], check=False)), "it can start a shell"),
        (lambda: refused(lambda: subprocess.run(["/usr/bin/python3", "-c", "1"], check=False)), "it can start programs"),
        (survives_kill_of_first, "it can end its first process"),
        (
            lambda: all(
                resource.getrlimit(getattr(resource, "RLIMIT_" + n))[1] != resource.RLIM_INFINITY
                for n in ("AS", "CPU", "FSIZE", "NPROC", "NOFILE", "CORE")
            ),
            "it lacks a limit",
        ),
        (lambda: not fills("/job", limits["scratch"]) and not fills("/tmp", 64 << 20), "its scratch space has no limit"),
        (lambda: not forks_beyond(limits["processes"]), "its process limit does not hold"),
    )


def refused(action: Callable[[], object]) -> bool:
    try:
        action()
        return False
    except OSError as error:
        return error.errno in REFUSALS


def writable(folder: str) -> bool:
    try:
        with open(os.path.join(folder, ".probe"), "w"):
            pass
        os.unlink(os.path.join(folder, ".probe"))
        return True
    except OSError:
        return False


def open_descriptors() -> set[int]:
    found: set[int] = set()
    for fd in range(256):
        try:
            os.fstat(fd)
            found.add(fd)
        except OSError:
            pass
    return found


def survives_kill_of_first() -> bool:
    try:
        os.kill(1, signal.SIGKILL)
    except OSError:
        pass
    return os.getppid() == 1


def fills(folder: str, limit: int) -> bool:
    """Whether more than the limit fits: asked of the file system, not tried."""
    facts = os.statvfs(folder)
    return facts.f_blocks * facts.f_frsize > limit


def shared(path: str) -> None:
    """Maps a file for writing that others see."""
    with open(path, "r+b") as file:
        mmap.mmap(file.fileno(), mmap.PAGESIZE)


def leaves_session() -> bool:
    """Whether a child can begin a session of its own."""
    own = os.getsid(0)
    child = os.fork()
    if child == 0:
        try:
            os.setsid()
        finally:
            os._exit(0 if os.getsid(0) == own else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def forks_beyond(limit: int) -> bool:
    hold, keep = os.pipe()
    children: list[int] = []
    try:
        for _ in range(limit + 8):
            child = os.fork()
            if child == 0:
                os.close(keep)  # else they would wait for each other
                os.read(hold, 1)
                os._exit(0)
            children.append(child)
        return True
    except OSError:
        return False
    finally:
        os.close(keep)
        for child in children:
            os.waitpid(child, 0)


def run(request: Request, out: int) -> None:
    report.tell(out, facts={"holes": holes(request["limits"])})


def deliver(request: Request, said: Said, status: int, watch: Watch) -> None:
    found = said.facts.get("holes")
    if not isinstance(found, list):
        return wire.fail("crash", "the probe gave no answer")
    wire.send(facts={"holes": [str(hole) for hole in found]})


WORK = Work(run, deliver)
