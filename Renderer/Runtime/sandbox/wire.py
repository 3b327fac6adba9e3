"""What the sandbox says to the renderer: one JSON object a line on stdout; a file's bytes follow its own line."""

import json
import os
import signal
from typing import Any


def send(**frame: Any) -> None:
    write((json.dumps(frame) + "\n").encode())


def write(data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(1, view) :]


def send_file(kind: str, path: str, **facts: Any) -> None:
    """Sends a file that this process opened and measured itself: never by a path that a scene may have changed since.

    OSError: it is a link, is gone, or shrank meanwhile.
    """
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NOFOLLOW)) as file:
        left = os.fstat(file.fileno()).st_size
        send(file={"kind": kind, "size": left, **facts})
        while left > 0:
            chunk = file.read(min(left, 1 << 20))
            if not chunk:
                raise OSError("the file shrank while it was sent")
            left -= len(chunk)
            write(chunk)


def read_exactly(count: int) -> bytes:
    """So many bytes of stdin; EOFError where it ends before."""
    data = bytearray()
    while len(data) < count:
        part = os.read(0, min(count - len(data), 1 << 16))
        if not part:
            raise EOFError
        data += part
    return bytes(data)


def one_line(text: object, limit: int = 300) -> str:
    """Text of the scene's making, fit to be shown: one line, no control characters, no paths of ours."""
    text = "".join(c if c.isprintable() else " " for c in text[:10_000]) if isinstance(text, str) else ""
    words = ["the file" if w.strip("'\"(),:").startswith(("/job", "/usr", "/tmp", "/opt", "/mnt")) else w for w in text.split()]
    text = " ".join(words)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def fail(cause: object, message: object = "", line: object = 0) -> None:
    """Says why the job has no result. Its parts may be of a scene's making."""
    line = int(line) if isinstance(line, int) and 0 <= line <= 100_000 else 0
    send(error={"cause": one_line(cause, 20), "line": line, "message": one_line(message)})


def crashed(number: int) -> str:
    """What a process is said to have done that this signal ended. Real-time signals have no names."""
    return f"The scene crashed ({signal.Signals(number).name if number in set(signal.Signals) else f'signal {number}'})."
