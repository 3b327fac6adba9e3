"""Pictures as a kind of job."""

from notation.unreadable import Unreadable
from sandbox import files
from sandbox.report import Said, tell
from sandbox.work import MEDIA, Request, Watch, Work

from .draw import draw, file_name


def run(request: Request, report: int) -> None:
    try:
        draw(request["spec"], MEDIA)
        tell(report, facts={"drawn": True})
    except Unreadable as error:
        tell(report, error={"cause": "visual", "message": str(error)})
    except MemoryError:
        tell(report, error={"cause": "memory"})


def deliver(request: Request, said: Said, status: int, watch: Watch) -> None:
    files.send_one("picture", f"{MEDIA}/{file_name(request['spec'])}", request["output"], "visual", "The picture could not be drawn.")


WORK = Work(run, deliver)
