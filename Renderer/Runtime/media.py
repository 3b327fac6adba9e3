"""From a scene's files to what people get: one mp4, WebM, GIF or PNG, checked, and a thumbnail.

Runs in a confined process of its own: the files may be made to attack whoever opens them.
"""
import errno
import math
import os
import traceback
from fractions import Fraction

THUMBNAIL = 640
SAMPLES = 5


def make(request, what, paths, folder, tell):
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
    def __init__(self, cause, message=""):
        super().__init__(message)
        self.cause = cause


def is_full(error):
    return getattr(error, "errno", 0) in (errno.ENOSPC, errno.EFBIG)


NOT_A_VIDEO = Broken("novideo", "The scene's file is not a video that can be played.")


def movie(request, paths, folder, tell):
    import av
    form = request["format"]
    container = "webm" if form == "webm" else "mp4"
    codecs = ("vp9", "libvpx-vp9") if container == "webm" else ("h264",)
    joined = f"{folder}/video.{container}"
    try:
        seconds = join(request, paths, joined, container, codecs)
        note, thumbnail = pictures(joined, container, f"{folder}/thumbnail.jpg")
    except (av.error.FFmpegError, OSError, ValueError, IndexError, EOFError) as error:
        if is_full(error) or isinstance(error, MemoryError):
            raise
        raise NOT_A_VIDEO from None
    name = joined
    if form == "gif":
        name = f"{folder}/video.gif"
        gif(joined, name, request["output"], seconds, tell)
    elif os.path.getsize(name) > request["output"]:
        name = f"{folder}/fitted.{container}"
        fit(joined, name, container, request["output"], seconds, tell)
    files = [{"kind": "thumbnail", "name": "thumbnail.jpg"}] if thumbnail else []
    return {"files": [*files, {"kind": "video", "name": os.path.basename(name), "duration": seconds, "note": note,
                               "width": request["width"], "height": request["height"]}]}


def demuxer(container):
    return "matroska,webm" if container == "webm" else "mov,mp4,m4a,3gp,3g2,mj2"


def open_video(path, container):
    """With the one demuxer that fits: a playlist is no video, whatever its name."""
    import av
    return av.open(path, format=demuxer(container).split(",")[0], options={"protocol_whitelist": "file"})


def join(request, paths, target, container, codecs):
    """Copies the streams of all scenes, one after another, into a container of our own making: its index first."""
    import av
    options = {"movflags": "+faststart"} if container == "mp4" else {}
    total = Fraction(0)
    with av.open(target, "w", format=container, options=options) as out:
        streams = {}
        for path in paths:
            with open_video(path, container) as source:
                video = source.streams.video[0]
                if video.codec_context.name not in codecs or video.codec_context.pix_fmt != "yuv420p":
                    raise NOT_A_VIDEO
                if (video.width, video.height) != (request["width"], request["height"]):
                    raise NOT_A_VIDEO
                wanted = [video, *source.streams.audio[:1]]
                for stream in wanted:
                    if stream.type not in streams and (not streams or len(paths) == 1 or stream.type == "video"):
                        streams[stream.type] = out.add_stream_from_template(stream)
                length = seconds_of(source, video)
                if not 0 < length or total + length > request["seconds"] + 1:
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
    return round(float(total), 3)


def seconds_of(source, video):
    if video.duration:
        return video.duration * video.time_base
    return Fraction(source.duration or 0, 1_000_000)


def pictures(path, container, target):
    """A thumbnail of the fullest of some frames, and what is wrong with how the video looks."""
    import numpy as np
    from PIL import Image
    best, looks = (-1.0, None), []
    with open_video(path, container) as source:
        video = source.streams.video[0]
        length = video.duration or int((source.duration or 0) / 1_000_000 / video.time_base)
        for sample in range(SAMPLES):
            frame = frame_at(source, video, int(length * (sample + 0.9) / SAMPLES))
            if frame is None:
                continue
            small = frame.reformat(width=160, height=90, format="gray").to_ndarray().astype(np.int16)
            score = float(np.abs(np.diff(small, axis=0)).mean() + np.abs(np.diff(small, axis=1)).mean())
            looks.append(small)
            if score > best[0] * 1.05:
                best = (score, frame)
    if best[1] is None:
        raise NOT_A_VIDEO
    width = min(THUMBNAIL, best[1].width)
    Image.fromarray(best[1].reformat(width=width, height=round(best[1].height * width / best[1].width / 2) * 2, format="rgb24").to_ndarray()).save(
        target, "JPEG", quality=82, optimize=True)
    return ("blank" if all(int(look.max()) - int(look.min()) < 8 for look in looks)
            else "static" if len(looks) > 1 and all(np.abs(look - looks[0]).max() < 4 for look in looks[1:]) else ""), True


def frame_at(source, video, time):
    """The first frame from this time on, or the last before it: a seek alone ends at the key frame before, which may be a play's first."""
    source.seek(time, stream=video)
    frame = None
    for frame in source.decode(video):
        if frame.pts is not None and frame.pts >= time:
            break
    return frame


def fit(source, target, container, limit, seconds, tell):
    """A second encode at the rate that the limit allows; a smaller one where that was not small enough."""
    for share in (0.9, 0.75):
        rate = int(limit * 8 * share / seconds)
        if rate < 50_000:
            break
        encode(source, target, container, rate, lambda at: tell(at / seconds))
        if os.path.getsize(target) <= limit:
            return
    raise Broken("output")


def encode(source, target, container, rate, reached):
    import av
    options = {"movflags": "+faststart"} if container == "mp4" else {}
    with open_video(source, container) as video, av.open(target, "w", format=container, options=options) as out:
        old = video.streams.video[0]
        new = out.add_stream("libx264" if container == "mp4" else "libvpx-vp9", rate=old.average_rate)
        new.width, new.height, new.pix_fmt, new.bit_rate = old.width, old.height, "yuv420p", rate
        new.options = ({"preset": "veryfast", "maxrate": str(rate), "bufsize": str(2 * rate)} if container == "mp4"
                       else {"deadline": "realtime", "cpu-used": "6"})
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


def gif(source, target, limit, seconds, tell):
    """At most 480 pixels wide and 12 frames a second; half of both where that is too large."""
    import av
    for width, rate in ((480, 12), (320, 8)):
        with open_video(source, "mp4") as video, av.open(target, "w", format="gif") as out:
            old = video.streams.video[0]
            height = math.ceil(old.height * width / old.width / 2) * 2
            graph = av.filter.Graph()
            first = graph.add_buffer(template=old)
            steps = [graph.add("fps", str(rate)), graph.add("scale", f"{width}:{height}:flags=lanczos"), graph.add("split")]
            palette, used, last = graph.add("palettegen", "stats_mode=diff"), graph.add("paletteuse", "dither=bayer:bayer_scale=4"), graph.add("buffersink")
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


def still(request, path, folder):
    """The last frame, as a PNG of our own making where a picture was asked for, and as a thumbnail."""
    from PIL import Image
    Image.MAX_IMAGE_PIXELS = 20_000_000
    try:
        with Image.open(path, formats=("PNG",)) as opened:
            if opened.size != (request["width"], request["height"]):
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
