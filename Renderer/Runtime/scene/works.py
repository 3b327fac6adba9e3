"""The kinds of jobs about scenes, by the "mode" of a request."""

from sandbox.work import Request, Watch, Work

from . import delivery, formulas, stage
from .progress import Progress


def progress(request: Request) -> Watch:
    return Progress(int(request.get("expected", 0)))


RENDER = Work(stage.render, delivery.deliver, progress)
WORKS = {"render": RENDER, "gate": RENDER, "tex": Work(formulas.run, formulas.deliver)}
