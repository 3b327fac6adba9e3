"""Ends every process of a job's namespace, of which the caller is the first."""

import os
import signal


def kill_all() -> None:
    try:
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        pass


def reap() -> None:
    """Returns once no other process is left in the namespace: what forks faster than it dies is killed again."""
    try:
        while True:
            kill_all()
            os.waitpid(-1, 0)
    except ChildProcessError:
        pass
