"""What binds the process of a scene and all that it starts, on top of the job's namespaces and mounts."""

import resource

from . import jail, landlock, seccomp_filter
from .work import Limits


def confine(limits: Limits) -> None:
    """Confines this process for good; the trusted first process of the job never calls it."""
    limit(limits)
    landlock.execute_only(*jail.programs())
    seccomp_filter.install(limits["countsMemory"], limits["sharesProcessors"])


def limit(limits: Limits) -> None:
    """What one process may use; pid namespaces and mounts bound what all of them may."""
    for name, value in (
        ("AS", limits["memory"]),
        ("CPU", limits["cpu"]),
        ("FSIZE", limits["scratch"]),
        ("NPROC", limits["processes"]),
        ("NOFILE", 256),
        ("CORE", 0),
        ("MEMLOCK", 0),
        ("MSGQUEUE", 0),
        ("SIGPENDING", 1024),
        ("NICE", 0),
        ("RTPRIO", 0),
        ("STACK", 64 * jail.MIB),
    ):
        which = getattr(resource, "RLIMIT_" + name)
        hard = resource.getrlimit(which)[1]
        most = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(which, (most, most))
