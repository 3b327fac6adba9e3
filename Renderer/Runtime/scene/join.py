"""Joins the videos of scenes into one with a chapter for each; one run, in a sandbox of its own.

stdin: {"parts": [{"size", "title"}, ...], "subtitles": text or null, "output": most bytes} on one line, then the bytes of
each part. stdout: {"progress"} twice a second, of 1, while it encodes; {"size", "duration"} or {"error"} on one line; then
the video. Subtitles are drawn into the picture; without them nothing is encoded anew.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

FOLDER = "/job"
KNOWN = "mov,mp4,m4a,3gp,3g2,mj2"
COMMON = ("codec_name", "pix_fmt", "width", "height", "r_frame_rate")


class Broken(Exception):
    """The videos cannot be joined, and why."""


def tool(*arguments: str) -> bytes:
    done = subprocess.run(arguments, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode:
        raise Broken(done.stderr.decode("utf-8", "replace")[-300:])
    return done.stdout


def read(count: int, path: str) -> None:
    with open(path, "wb") as file:
        while count:
            data = sys.stdin.buffer.read(min(count, 1 << 20))
            if not data:
                raise Broken("the input ended early")
            file.write(data)
            count -= len(data)


def facts(path: str) -> tuple[float, tuple[Any, ...]]:
    """A video's length in seconds, and what must be the same for all that are joined."""
    found = json.loads(
        tool(
            "/usr/bin/ffprobe",
            "-v",
            "error",
            "-protocol_whitelist",
            "file",
            "-format_whitelist",
            KNOWN,
            "-show_entries",
            f"format=duration:stream={','.join(COMMON)}",
            "-of",
            "json",
            "-i",
            path,
        )
    )
    stream = found["streams"][0]
    return float(found["format"]["duration"]), tuple(stream[name] for name in COMMON)


def escaped(text: str) -> str:
    return "".join("\\" + c if c in "=;#\\\n" else c for c in text if c.isprintable())


def join(request: Mapping[str, Any]) -> tuple[str, float]:
    """The path of the joined video and its length in seconds."""
    names: list[str] = []
    chapters, at = [";FFMETADATA1"], 0.0
    kinds: list[tuple[Any, ...]] = []
    for number, part in enumerate(request["parts"]):
        name = f"{FOLDER}/part{number:02}.mp4"
        read(part["size"], name)
        seconds, kind = facts(name)
        kinds.append(kind)
        names.append(name)
        chapters += [
            "[CHAPTER]",
            "TIMEBASE=1/1000",
            f"START={round(at * 1000)}",
            f"END={round((at + seconds) * 1000)}",
            "title=" + escaped(part["title"]),
        ]
        at += seconds
    if len({(codec, pixels, rate) for codec, pixels, _, _, rate in kinds}) != 1:
        raise Broken("the scenes differ in speed")
    filters = [fitting(kinds[0])] if len(set(kinds)) > 1 else []
    with open(f"{FOLDER}/list.txt", "w") as file:
        file.writelines(f"file '{name}'\n" for name in names)
    with open(f"{FOLDER}/chapters.txt", "w") as file:
        file.write("\n".join(chapters) + "\n")
    picture = ["-c", "copy"]
    if request.get("subtitles"):
        with open(f"{FOLDER}/subtitles.srt", "w") as file:
            file.write(request["subtitles"])
        filters.append("subtitles=/job/subtitles.srt:force_style='FontName=DejaVu Sans,FontSize=18,MarginV=24'")
    if filters:
        picture = ["-vf", ",".join(filters), "-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p"]
    out = f"{FOLDER}/out.mp4"
    encode(picture, out, at)
    if os.path.getsize(out) > request["output"]:
        # Nine tenths of what fits, spread over the time.
        rate = str(int(request["output"] * 8 * 0.9 / max(at, 0.1)))
        encode(
            [
                *picture[: 2 * bool(filters)],
                "-c:v",
                "libx264",
                "-preset",
                "veryfast",
                "-pix_fmt",
                "yuv420p",
                "-b:v",
                rate,
                "-maxrate",
                rate,
                "-bufsize",
                rate,
            ],
            out,
            at,
        )
    if os.path.getsize(out) > request["output"]:
        raise Broken("output")
    return out, facts(out)[0]


def fitting(kind: tuple[Any, ...]) -> str:
    """Brings every scene to the size of the first, with black bars where its shape is another."""
    width, height = kind[2], kind[3]
    return f"scale={width}:{height}:force_original_aspect_ratio=decrease,pad={width}:{height}:-1:-1,setsar=1"


def encode(picture: list[str], out: str, seconds: float) -> None:
    said = b""
    with subprocess.Popen(
        (
            "/usr/bin/ffmpeg",
            "-nostdin",
            "-v",
            "error",
            "-progress",
            "pipe:1",
            "-stats_period",
            "0.5",
            "-protocol_whitelist",
            "file",
            "-f",
            "concat",
            "-safe",
            "0",
            "-i",
            f"{FOLDER}/list.txt",
            "-f",
            "ffmetadata",
            "-i",
            f"{FOLDER}/chapters.txt",
            "-map",
            "0:v:0",
            "-map_metadata:g",
            "-1",
            "-map_chapters",
            "1",
            *picture,
            "-movflags",
            "+faststart",
            "-y",
            out,
        ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        assert process.stdout is not None
        while line := process.stdout.readline(4096):
            if time := re.fullmatch(rb"out_time_us=(\d+)\n", line):
                print(json.dumps({"progress": min(int(time[1]) / 1e6 / max(seconds, 0.1), 1)}), flush=True)
            elif not re.match(rb"\w+=", line):
                said = (said + line)[-300:]
    if process.returncode:
        raise Broken(said.decode("utf-8", "replace"))


def main() -> None:
    try:
        out, seconds = join(json.loads(sys.stdin.buffer.readline()))
    except (Broken, KeyError, ValueError, IndexError, OSError) as error:
        print(json.dumps({"error": str(error)[:300]}))
        return
    sys.stdout.buffer.write((json.dumps({"size": os.path.getsize(out), "duration": seconds}) + "\n").encode())
    with open(out, "rb") as file:
        while data := file.read(1 << 20):
            sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
