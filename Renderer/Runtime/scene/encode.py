"""How frames are encoded: x264's veryfast preset in place of medium, which costs as much as drawing the frames does.

Same constant quality, same pixel format. A frame that stands still is converted once, not once for each repetition.
"""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

X264 = {"an": "1", "crf": "23", "preset": "veryfast"}
# Each frame is in the file once it is encoded, where progress.py counts it.
FLUSHED = {"flush_packets": "1", "cluster_time_limit": "500"}
VP9 = {"an": "1", "crf": "32", "b": "0", "deadline": "realtime", "cpu-used": "8", "row-mt": "1"}


class Film:
    """One partial movie file, encoded in the thread that draws it."""

    def __init__(self, path: str) -> None:
        import av
        import numpy as np
        from manim import config
        from manim.scene.scene_file_writer import to_av_frame_rate

        webm = config.movie_file_extension == ".webm"
        self.av, self.np, self.size = av, np, (config.pixel_height, config.pixel_width, 4)
        self.container = av.open(path, mode="w", container_options=FLUSHED)
        self.stream = self.container.add_stream(
            "libvpx-vp9" if webm else "libx264", rate=to_av_frame_rate(config.frame_rate), options=VP9 if webm else {**X264, "threads": "1"}
        )
        self.stream.pix_fmt, self.stream.width, self.stream.height = "yuv420p", config.pixel_width, config.pixel_height

    def add(self, pixels: Any, times: int = 1) -> None:
        """ValueError: the frame is not of the video's size, by the scene's own camera."""
        if pixels.shape != self.size:
            raise ValueError(f"A frame has {pixels.shape[1]}x{pixels.shape[0]} pixels in place of {self.size[1]}x{self.size[0]}.")
        # The encoder keeps a copy of its own: the picture may share the camera's memory.
        picture = self.av.VideoFrame.from_numpy_buffer(self.np.ascontiguousarray(pixels), format="rgba").reformat(format="yuv420p")
        if times == 1:
            return self.container.mux(self.stream.encode(picture))
        planes = picture.to_ndarray()
        for _ in range(times):
            self.container.mux(self.stream.encode(self.av.VideoFrame.from_ndarray(planes, format="yuv420p")))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            self.container.mux(self.stream.encode())
        self.container.close()


def install(manim: Any) -> None:
    import av

    writing = manim.scene.scene_file_writer
    writer, job = writing.SceneFileWriter, writing._PartialMovieEncodeJob
    open_stream = writer.open_partial_movie_stream

    def open_partial_movie_stream(self: Any, *args: Any, **kwargs: Any) -> None:
        open_stream(self, *args, **kwargs)
        current = self._current_encode_job
        if current is None:
            return
        current.container.container_options.update(FLUSHED)
        codec = current.stream.codec_context  # not open yet: it opens with the first frame
        if codec.name == "libx264":
            codec.options = X264
        elif codec.name == "libvpx-vp9":
            codec.options = VP9

    def encode_and_write_frame(self: Any, frame: Any, num_frames: int) -> None:
        picture = av.VideoFrame.from_ndarray(frame, format="rgba")
        form = self.stream.pix_fmt
        if num_frames == 1 or form != "yuv420p" or picture.width % 2 or picture.height % 2:
            self.container.mux(self.stream.encode(picture))
            for _ in range(num_frames - 1):
                self.container.mux(self.stream.encode(av.VideoFrame.from_ndarray(frame, format="rgba")))
            return
        planes = picture.reformat(format=form).to_ndarray()
        for _ in range(num_frames):
            self.container.mux(self.stream.encode(av.VideoFrame.from_ndarray(planes, format=form)))

    writer.open_partial_movie_stream = open_partial_movie_stream
    job._encode_and_write_frame = encode_and_write_frame
