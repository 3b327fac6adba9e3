"""What runs inside the sandbox: `python3 -I -B FOLDER zygote | check | join`, started by Renderer/Sandbox/SandboxCommand.cs.

This file alone knows every package. They import one way: `scene`, `visual` and `maths` use `sandbox`, the last two `notation`;
`sandbox` and `validator` use none of these. tests/Python/test_architecture.py holds this.
"""

from __future__ import annotations

import sys
from collections.abc import Callable


def zygote() -> None:
    """The warm parent: imports Manim once and forks a sandbox for each job."""
    from maths import work as maths
    from sandbox import probe, zygote
    from scene import warm
    from scene import works as scenes
    from visual import work as pictures

    def up() -> bool:
        maths.warm_up()
        return warm.up()

    zygote.main(up, {**scenes.WORKS, "visual": pictures.WORK, "maths": maths.WORK, "probe": probe.WORK})


def check() -> None:
    """Checks code without running it; needs no Manim."""
    from validator import service

    service.main()


def join() -> None:
    """Joins finished videos into one; needs no Manim."""
    from scene import join

    join.main()


COMMANDS: dict[str, Callable[[], None]] = {"zygote": zygote, "check": check, "join": join}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]]()
