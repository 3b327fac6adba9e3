"""The two inner loops of Manim's drawing, written for speed. The calls that reach Cairo, and so the pixels, are the same.

Manim reads every coordinate out of a numpy array one by one; a list is several times faster. What is wholly
transparent is not painted at all.
"""

from __future__ import annotations

import math
from typing import Any


def install(manim: Any) -> None:
    from manim.camera.camera import Camera

    slow_path, tolerance = Camera.set_cairo_context_path, 1.0e-5

    def set_cairo_context_path(self: Any, ctx: Any, vmobject: Any) -> Any:
        points = self.transform_points_pre_display(vmobject, vmobject.points)
        count, each = len(points), vmobject.n_points_per_cubic_curve
        if count == 0:
            return self
        if each != 4 or count % 4 or count > 4000:
            return slow_path(self, ctx, vmobject)
        flat = points[:, :2].ravel().tolist()
        near = vmobject.tolerance_for_point_equality
        if not math.isfinite(sum(flat)):
            return slow_path(self, ctx, vmobject)
        ctx.new_path()
        move_to, curve_to, start = ctx.move_to, ctx.curve_to, 0
        ctx.new_sub_path()
        move_to(flat[0], flat[1])
        end = 2 * count
        for at in range(0, end - 7, 8):
            if at and (
                abs(flat[at - 2] - flat[at]) > near + tolerance * abs(flat[at])
                or abs(flat[at - 1] - flat[at + 1]) > near + tolerance * abs(flat[at + 1])
            ):
                if closed(flat, start, at, near, tolerance):
                    ctx.close_path()
                start = at
                ctx.new_sub_path()
                move_to(flat[at], flat[at + 1])
            curve_to(flat[at + 2], flat[at + 3], flat[at + 4], flat[at + 5], flat[at + 6], flat[at + 7])
        if closed(flat, start, end, near, tolerance):
            ctx.close_path()
        return self

    def display_vectorized(self: Any, vmobject: Any, ctx: Any) -> Any:
        self.set_cairo_context_path(ctx, vmobject)
        if seen(self.get_stroke_rgbas(vmobject, background=True)):
            self.apply_stroke(ctx, vmobject, background=True)
        if seen(self.get_fill_rgbas(vmobject)):
            self.apply_fill(ctx, vmobject)
        if seen(self.get_stroke_rgbas(vmobject)):
            self.apply_stroke(ctx, vmobject)
        return self

    def display(self: Any, vmobject: Any, ctx: Any) -> Any:
        if type(self).get_fill_rgbas is Camera.get_fill_rgbas:
            return display_vectorized(self, vmobject, ctx)
        self.shading = self.gradient = None
        return original_display(self, vmobject, ctx)

    original_display = Camera.display_vectorized
    Camera.set_cairo_context_path = set_cairo_context_path
    Camera.display_vectorized = display
    shade_once()


def shade_once() -> None:
    """In space a mobject's corners, their normals and its gradient are the same for its fill and its stroke."""
    from itertools import chain

    import cairo
    import numpy as np
    from manim.camera import three_d_camera as space
    from manim.camera.camera import Camera

    flat_color = Camera.set_cairo_context_color

    def modified_rgbas(self: Any, vmobject: Any, rgbas: Any) -> Any:
        if not (self.should_apply_shading and vmobject.shade_in_3d and vmobject.get_num_points() > 0):
            return rgbas
        found = getattr(self, "shading", None)
        if found is None or found[0] is not vmobject:
            found = self.shading = (
                vmobject,
                space.get_3d_vmob_start_corner(vmobject),
                space.get_3d_vmob_start_corner_unit_normal(vmobject),
                space.get_3d_vmob_end_corner(vmobject),
                space.get_3d_vmob_end_corner_unit_normal(vmobject),
            )
        light = self.light_source.points[0]
        shaded = rgbas.repeat(2, axis=0) if len(rgbas) < 2 else np.array(rgbas[:2])
        shaded[0, :3] = space.get_shaded_rgb(shaded[0, :3], found[1], found[2], light)
        shaded[1, :3] = space.get_shaded_rgb(shaded[1, :3], found[3], found[4], light)
        return shaded

    def set_cairo_context_color(self: Any, ctx: Any, rgbas: Any, vmobject: Any) -> Any:
        if len(rgbas) == 1:
            return flat_color(self, ctx, rgbas, vmobject)
        found = getattr(self, "gradient", None)
        if found is None or found[0] is not vmobject:
            points = self.transform_points_pre_display(vmobject, vmobject.get_gradient_start_and_end_points())
            found = self.gradient = (vmobject, tuple(chain(*(point[:2] for point in points.tolist()))))
        pattern = cairo.LinearGradient(*found[1])
        steps = max(len(rgbas) - 1, 1)
        for number, (red, green, blue, alpha) in enumerate(rgbas.tolist()):
            pattern.add_color_stop_rgba(number / steps, blue, green, red, alpha)
        ctx.set_source(pattern)
        return self

    space.ThreeDCamera.modified_rgbas = modified_rgbas
    space.ThreeDCamera.set_cairo_context_color = set_cairo_context_color


def closed(flat: list[float], start: int, end: int, near: float, tolerance: float) -> bool:
    """VMobject.consider_points_equals_2d of a subpath's first and last point."""
    return abs(flat[start] - flat[end - 2]) <= near + tolerance * abs(flat[end - 2]) and abs(
        flat[start + 1] - flat[end - 1]
    ) <= near + tolerance * abs(flat[end - 1])


def seen(rgbas: Any) -> bool:
    return any(row[3] != 0 for row in rgbas.tolist())
