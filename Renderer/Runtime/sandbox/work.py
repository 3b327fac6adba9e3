"""What a kind of job is made of. The packages that do the work describe it with this; `sandbox` runs it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypedDict

from .report import Said

MEDIA = "/job/media"

# One request of the renderer, as JSON gave it; see Renderer/Sandbox/ManimSandbox.cs.
Request = Mapping[str, Any]


class Limits(TypedDict):
    """What each process of a job may use: scratch and memory in bytes, cpu in seconds, processes by count.

    countsMemory: the kernel counts all memory of the job together; else what nobody would count is refused.
    sharesProcessors: the kernel gives the job one share of the processors; else it is held in one session, which gets one.
    """

    scratch: int
    memory: int
    cpu: int
    processes: int
    countsMemory: bool
    sharesProcessors: bool


class Watch(Protocol):
    """Follows a job from its trusted first process."""

    def look(self, begun: int, last: bool) -> None:
        """Called some times a second while the job runs, and once after its end; begun: the frames it says it has come to."""

    def finish(self, share: float) -> None:
        """How much is done of what follows the job's own process, 0 to 1."""


class Unwatched:
    """Follows nothing: for work that takes a moment."""

    def __init__(self, request: Request) -> None:
        pass

    def look(self, begun: int, last: bool) -> None:
        pass

    def finish(self, share: float) -> None:
        pass


@dataclass(frozen=True)
class Work:
    """One kind of job.

    run: called in the confined child, with the request and the descriptor of its report; trusted by nobody.
    deliver: called in the trusted first process when nothing of the child runs any more; judges what it left and sends it.
    """

    run: Callable[[Request, int], None]
    deliver: Callable[[Request, Said, int, Watch], None]
    watch: Callable[[Request], Watch] = Unwatched
