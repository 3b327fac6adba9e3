"""How frames are encoded: x264's veryfast preset in place of medium, which costs as much as drawing the frames does.

Same constant quality, same pixel format. A frame that stands still is converted once, not once for each repetition.
"""
written = None


def install(manim, workers):
    import av
    writing = manim.scene.scene_file_writer
    writer, job = writing.SceneFileWriter, writing._PartialMovieEncodeJob
    open_stream = writer.open_partial_movie_stream

    def open_partial_movie_stream(self, *args, **kwargs):
        open_stream(self, *args, **kwargs)
        current = self._current_encode_job
        if current is None:
            return
        codec = current.stream.codec_context  # not open yet: it opens with the first frame
        if codec.name == "libx264":
            codec.options = {**codec.options, "preset": "veryfast", **({"threads": "1"} if workers > 1 else {})}
        elif codec.name == "libvpx-vp9":
            codec.options = {"crf": "32", "b": "0", "deadline": "realtime", "cpu-used": "8", "row-mt": "1"}

    def encode_and_write_frame(self, frame, num_frames):
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
    combine = writer.combine_to_movie

    def combine_to_movie(self):
        combine(self)
        if written is not None and any(self.partial_movie_files):
            written(self.movie_file_path)

    writer.combine_to_movie = combine_to_movie
