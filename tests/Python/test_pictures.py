"""The shape of a picture, and curves and signs that are not drawn."""

from __future__ import annotations

import math
import unittest
from types import SimpleNamespace

import runtime  # noqa: F401
from scene import curves, glyphs, shape

REQUEST = {"width": 854, "height": 480}
OWN = (128 / 9, 8.0)
# The pixels and the frame that the code leaves, and the size of the picture.
SIZES = (
    ((854, 480), OWN, (854, 480)),
    ((1080, 1920), (9, 16), (480, 854)),
    ((854, 480), (9, 16), (480, 854)),
    ((854, 480), (20, 8.0), (854, 480)),
    ((1920, 1080), OWN, (854, 480)),
    ((100, 100), OWN, (480, 480)),
    ((400, 300), OWN, (640, 480)),
    ((1, 100_000), OWN, (214, 854)),
    ((100_000, 1), OWN, (854, 214)),
)


class ShapeTests(unittest.TestCase):
    def test_the_picture_is_the_largest_of_its_shape_that_fits_the_quality(self) -> None:
        for pixels, frame, size in SIZES:
            config = SimpleNamespace(pixel_width=pixels[0], pixel_height=pixels[1], frame_width=frame[0], frame_height=frame[1])
            self.assertEqual(size, shape.size(config, REQUEST), (pixels, frame))
            self.assertTrue(shape.fits(REQUEST, *size))

    def test_a_file_of_another_size_is_none_of_ours(self) -> None:
        for width, height in ((856, 480), (480, 856), (482, 482), (2, 480), (481, 480), (0, 0), (60_000, 60_000)):
            self.assertFalse(shape.fits(REQUEST, width, height), (width, height))


class CurveTests(unittest.TestCase):
    def test_a_leap_over_the_whole_picture_is_a_pole(self) -> None:
        times = [0.0, 1.0, 2.0, 3.0]
        self.assertEqual([1.5], curves.poles(times, [(0, 5), (1, 90), (2, -90), (3, -5)], 8))
        self.assertEqual([], curves.poles(times, [(0, 5), (1, 9), (2, 90), (3, 900)], 8))
        self.assertEqual([], curves.poles(times, [(0, 5), (1, 7), (2, -7), (3, -5)], 8))

    def test_where_a_function_has_no_value_is_said(self) -> None:
        self.assertEqual("at 0", curves.span([-0.001]))
        self.assertEqual("from -2 to 0.5", curves.span([0.5, -2, 0]))

    def test_a_curve_without_a_gap_is_not_talked_about(self) -> None:
        said: list[str] = []
        for value, count in ((0.0, 0), (math.nan, 1), (math.inf, 1)):
            points = [(t, value if t == 0 else 1.0, 0.0) for t in range(8)]
            curve = SimpleNamespace(points=points, t_min=0, t_step=1, t_max=2)
            curves.look(curve, 8, lambda cause, sentence: said.append(f"{cause}: {sentence}"))
            self.assertEqual(count, len(said))
            said.clear()


class GlyphTests(unittest.TestCase):
    def test_what_shows_nothing_needs_no_font(self) -> None:
        self.assertTrue(all(glyphs.drawn(ord(sign)) for sign in "aé\u200d\ufe0f\U0001f3fd\u00a0\u2028\t"))


if __name__ == "__main__":
    unittest.main()
