"""From a scene's files to what people get: one mp4, WebM, GIF or PNG, checked, and a thumbnail.

Runs in a confined process of its own: the files may be made to attack whoever opens them.
"""

from __future__ import annotations

import errno
import math
import os
import traceback
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from sandbox.work import Request

from . import shape

# What became of a scene's files, as JSON.
Made = dict[str, Any]

THUMBNAIL = 640
SAMPLES = 5
# The sheet of frames that a critic sees: so many in a row, and as many rows; the width and height of each.
SHEET, CELL = 3, (480, 270)
MOST_KEY_FRAMES = 100


def make(request: Request, what: str, paths: list[str], folder: str, tell: Callable[[float], None]) -> Made:
    """What became of the files; tell hears how much of a longer encode is done, 0 to 1."""
    try:
        return still(request, paths[0], folder) if what == "still" else movie(request, paths, folder, tell)
    except Broken as broken:
        return {"error": broken.cause, "message": str(broken)}
    except Exception as error:
        # In what is made of a sound video: nothing that the scene's code could mend, but for its size.
        traceback.print_exc()
        return {"error": "disk" if is_full(error) else "memory" if isinstance(error, MemoryError) else "internal"}


class Broken(Exception):
    """There is no result, for a cause that the renderer knows."""

    def __init__(self, cause: str, message: str = "") -> None:
        super().__init__(message)
        self.cause = cause


def is_full(error: BaseException) -> bool:
    return getattr(error, "errno", 0) in (errno.ENOSPC, errno.EFBIG)


NOT_A_VIDEO = Broken("novideo", "The scene's file is not a video that can be played.")


def movie(request: Request, paths: list[str], folder: str, tell: Callable[[float], None]) -> Made:
    import av

    form = request["format"]
    container = "webm" if form == "webm" else "mp4"
    codecs = ("vp9", "libvpx-vp9") if container == "webm" else ("h264",)
    joined = f"{folder}/video.{container}"
    try:
        seconds, width, height = join(request, paths, joined, container, codecs)
        note = pictures(joined, container, f"{folder}/thumbnail.jpg")
    except (av.error.FFmpegError, OSError, ValueError, IndexError, EOFError) as error:
        if is_full(error) or isinstance(error, MemoryError):
            raise
        raise NOT_A_VIDEO from None
    files = [{"kind": "thumbnail", "name": "thumbnail.jpg"}]
    if request.get("sheet"):
        sheet(joined, container, f"{folder}/sheet.jpg")
        files.append({"kind": "sheet", "name": "sheet.jpg"})
    name = joined
    if form == "gif":
        name = f"{folder}/video.gif"
        gif(joined, name, request["output"], seconds, tell)
    elif os.path.getsize(name) > request["output"]:
        name = f"{folder}/fitted.{container}"
        fit(joined, name, container, request["output"], seconds, tell)
    video = {"kind": "video", "name": os.path.basename(name), "duration": seconds, "note": note, "width": width, "height": height}
    return {"files": [*files, video]}


def demuxer(container: str) -> str:
    return "matroska,webm" if container == "webm" else "mov,mp4,m4a,3gp,3g2,mj2"


def open_video(path: str, container: str) -> Any:
    """With the one demuxer that fits: a playlist is no video, whatever its name."""
    import av

    return av.open(path, format=demuxer(container).split(",")[0], options={"protocol_whitelist": "file"})


def join(request: Request, paths: list[str], target: str, container: str, codecs: tuple[str, ...]) -> tuple[float, int, int]:
    """
    Copies the streams of all scenes, one after another, into a container of our own making: its index first. Its seconds, and its
    width and height in pixels.
    """
    import av

    options = {"movflags": "+faststart"} if container == "mp4" else {}
    total = Fraction(0)
    with av.open(target, "w", format=container, options=options) as out:
        streams: dict[str, Any] = {}
        size: tuple[int, int] | None = None
        for path in paths:
            with open_video(path, container) as source:
                video = source.streams.video[0]
                if video.codec_context.name not in codecs or video.codec_context.pix_fmt != "yuv420p":
                    raise NOT_A_VIDEO
                if not shape.fits(request, video.width, video.height) or size not in (None, (video.width, video.height)):
                    raise NOT_A_VIDEO
                size = (video.width, video.height)
                wanted = [video, *source.streams.audio[:1]]
                for stream in wanted:
                    if stream.type not in streams and (not streams or len(paths) == 1 or stream.type == "video"):
                        streams[stream.type] = out.add_stream_from_template(stream)
                length = seconds_of(source, video)
                if length <= 0 or total + length > request["seconds"] + 1:
                    raise NOT_A_VIDEO
                for packet in source.demux([s for s in wanted if s.type in streams]):
                    if packet.dts is None:
                        continue
                    shift = round(total / packet.time_base)
                    packet.pts = None if packet.pts is None else packet.pts + shift
                    packet.dts += shift
                    packet.stream = streams[packet.stream.type]
                    out.mux(packet)
                total += length
    width, height = size or (0, 0)
    return round(float(total), 3), width, height


def seconds_of(source: Any, video: Any) -> Fraction:
    if video.duration:
        return video.duration * video.time_base
    return Fraction(source.duration or 0, 1_000_000)


def pictures(path: str, container: str, target: str) -> str:
    """Writes a thumbnail of the fullest of some frames; what is wrong with how the video looks: "blank", "static" or "".

    Frames at even distances may all lie in a pause: where they look alike, each play's first frame is looked at as well.
    """
    from PIL import Image

    fullest, looks = None, []
    with open_video(path, container) as source:
        video = source.streams.video[0]
        length = video.duration or int((source.duration or 0) / 1_000_000 / video.time_base)
        for sample in range(SAMPLES):
            frame = frame_at(source, video, int(length * (sample + 0.9) / SAMPLES))
            if frame is not None:
                look = Look(frame)
                looks.append(look)
                if fullest is None or look.fullness > fullest.fullness * 1.05:
                    fullest = look
    if fullest is None:
        raise NOT_A_VIDEO
    note = judge(looks)
    if note:
        for frame in key_frames(path, container):
            look = Look(frame)
            looks.append(look)
            fullest = look if note == "blank" and look.fullness > fullest.fullness * 1.05 else fullest
            if not judge(looks):
                break
        note = judge(looks)
    picture = fullest.frame
    scale = min(1, THUMBNAIL / max(picture.width, picture.height))
    width, height = (2 * round(side * scale / 2) for side in (picture.width, picture.height))
    small = picture.reformat(width=width, height=height, format="rgb24")
    Image.fromarray(small.to_ndarray()).save(target, "JPEG", quality=82, optimize=True)
    return note


def sheet(path: str, container: str, target: str) -> None:
    """Frames at even distances, numbered in the order of time, as one picture."""
    from PIL import Image, ImageDraw, ImageFont

    whole = Image.new("RGB", (SHEET * CELL[0], SHEET * CELL[1]), "#404040")
    pen, font = ImageDraw.Draw(whole), ImageFont.load_default(22)
    with open_video(path, container) as source:
        video = source.streams.video[0]
        length = video.duration or int((source.duration or 0) / 1_000_000 / video.time_base)
        for number in range(SHEET * SHEET):
            frame = frame_at(source, video, int(length * (number + 0.9) / (SHEET * SHEET)))
            if frame is None:
                continue
            scale = min(CELL[0] / frame.width, CELL[1] / frame.height)
            width, height = round(frame.width * scale), round(frame.height * scale)
            small = frame.reformat(width=width, height=height, format="rgb24", interpolation="AREA")
            left, top = CELL[0] * (number % SHEET), CELL[1] * (number // SHEET)
            whole.paste(Image.fromarray(small.to_ndarray()), (left, top))
            pen.rectangle((left, top, left + 28, top + 28), fill="#404040")
            pen.text((left + 14, top + 14), str(number + 1), fill="white", font=font, anchor="mm")
    whole.save(target, "JPEG", quality=82, optimize=True)


class Look:
    """How one frame looks from afar: small and without colour."""

    def __init__(self, frame: Any) -> None:
        import numpy as np

        self.frame = frame
        self.grey = frame.reformat(width=160, height=90, format="gray").to_ndarray().astype(np.int16)
        self.fullness = float(np.abs(np.diff(self.grey, axis=0)).mean() + np.abs(np.diff(self.grey, axis=1)).mean())

    def is_blank(self) -> bool:
        return int(self.grey.max()) - int(self.grey.min()) < 8

    def is_like(self, other: Look) -> bool:
        return int(abs(self.grey - other.grey).max()) < 4


def judge(looks: list[Look]) -> str:
    if all(look.is_blank() for look in looks):
        return "blank"
    return "static" if len(looks) > 1 and all(look.is_like(looks[0]) for look in looks[1:]) else ""


def key_frames(path: str, container: str) -> Iterator[Any]:
    """The first frame of each play, for that begins a file of its own; the others are not decoded."""
    left = MOST_KEY_FRAMES
    with open_video(path, container) as source:
        video = source.streams.video[0]
        for packet in source.demux(video):
            if packet.dts is None or packet.is_keyframe and (left := left - 1) >= 0:
                yield from packet.decode()


def frame_at(source: Any, video: Any, time: int) -> Any:
    """The first frame from this time on, or the last before it.

    A seek alone ends at the key frame before, which may be a play's first.
    """
    source.seek(time, stream=video)
    frame = None
    for frame in source.decode(video):
        if frame.pts is not None and frame.pts >= time:
            break
    return frame


def fit(source: str, target: str, container: str, limit: int, seconds: float, tell: Callable[[float], None]) -> None:
    """A second encode at the rate that the limit allows; a smaller one where that was not small enough."""
    for share in (0.9, 0.75):
        rate = int(limit * 8 * share / seconds)
        if rate < 50_000:
            break
        encode(source, target, container, rate, lambda at: tell(at / seconds))
        if os.path.getsize(target) <= limit:
            return
    raise Broken("output")


def encode(source: str, target: str, container: str, rate: int, reached: Callable[[float], None]) -> None:
    import av

    options = {"movflags": "+faststart"} if container == "mp4" else {}
    with open_video(source, container) as video, av.open(target, "w", format=container, options=options) as out:
        old = video.streams.video[0]
        new = out.add_stream("libx264" if container == "mp4" else "libvpx-vp9", rate=old.average_rate)
        new.width, new.height, new.pix_fmt, new.bit_rate = old.width, old.height, "yuv420p", rate
        new.options = (
            {"preset": "veryfast", "maxrate": str(rate), "bufsize": str(2 * rate)}
            if container == "mp4"
            else {"deadline": "realtime", "cpu-used": "6"}
        )
        sound = next(iter(video.streams.audio), None)
        copied = out.add_stream_from_template(sound) if sound else None
        for packet in video.demux([s for s in (old, sound) if s]):
            if packet.dts is None and packet.stream.type == "audio":
                continue
            if packet.stream.type == "audio":
                packet.stream = copied
                out.mux(packet)
                continue
            for frame in packet.decode():
                frame.pict_type = 0
                out.mux(new.encode(frame))
                reached(frame.time or 0)
        out.mux(new.encode())


def gif(source: str, target: str, limit: int, seconds: float, tell: Callable[[float], None]) -> None:
    """At most 480 pixels on its longer side and 12 frames a second; less of both where that is too large."""
    import av

    for longest, rate in ((480, 12), (320, 8)):
        with open_video(source, "mp4") as video, av.open(target, "w", format="gif") as out:
            old = video.streams.video[0]
            scale = longest / max(old.width, old.height)
            width, height = (math.ceil(side * scale / 2) * 2 for side in (old.width, old.height))
            graph = av.filter.Graph()
            first = graph.add_buffer(template=old)
            steps = [graph.add("fps", str(rate)), graph.add("scale", f"{width}:{height}:flags=lanczos"), graph.add("split")]
            palette, used = graph.add("palettegen", "stats_mode=diff"), graph.add("paletteuse", "dither=bayer:bayer_scale=4")
            last = graph.add("buffersink")
            for one, other in zip([first, *steps], steps, strict=False):
                one.link_to(other)
            steps[-1].link_to(palette, 0, 0)
            steps[-1].link_to(used, 1, 0)
            palette.link_to(used, 0, 1)
            used.link_to(last)
            graph.configure()
            new = out.add_stream("gif", rate=rate)
            new.width, new.height, new.pix_fmt = width, height, "pal8"
            for frame in video.decode(old):
                graph.push(frame)
                tell(0.5 * (frame.time or 0) / seconds)
            graph.push(None)
            count = 0
            while True:
                try:
                    frame = graph.pull()
                except (av.error.EOFError, av.error.BlockingIOError):
                    break
                frame.pts, frame.time_base = count, Fraction(1, rate)
                count += 1
                out.mux(new.encode(frame))
                tell(0.5 + 0.5 * count / rate / seconds)
            out.mux(new.encode())
        if os.path.getsize(target) <= limit:
            return
    raise Broken("output")


def still(request: Request, path: str, folder: str) -> Made:
    """The last frame, as a PNG of our own making where a picture was asked for, and as a thumbnail."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = 20_000_000
    try:
        with Image.open(path, formats=("PNG",)) as opened:
            if not shape.fits(request, *opened.size):
                raise Broken("novideo", "The scene's picture is not of the size that was asked for.")
            picture = opened.convert("RGB")
    except (OSError, SyntaxError, ValueError):
        raise Broken("novideo", "The scene's file is not a picture.") from None
    files = []
    if request["format"] == "png" and request["mode"] == "render":
        picture.save(f"{folder}/still.png", "PNG")
        files.append({"kind": "video", "name": "still.png", "duration": 0, "width": picture.width, "height": picture.height})
    small = picture.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    small.save(f"{folder}/thumbnail.jpg", "JPEG", quality=82)
    return {"files": [{"kind": "thumbnail", "name": "thumbnail.jpg"}, *files]}
