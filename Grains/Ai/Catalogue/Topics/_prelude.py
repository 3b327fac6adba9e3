from manim import *
import numpy as np

BACK, INK, DIM = "#10141f", "#eef1f7", "#97a1b5"
AQUA, AMBER, ROSE, LIME, VIOLET = "#4cc9f0", "#ffc857", "#ff6b8b", "#8ce99a", "#b197fc"


def words(text, size=26, color=INK, width=12.8):
    """Text set large and scaled down, which keeps letter spacing even."""
    made = Text(text, font_size=2.5 * size, color=color).scale(0.4)
    return made.scale_to_fit_width(width) if made.width > width else made


def formula(text, size=40, color=INK, width=6):
    made = MathTex(text, font_size=size, color=color)
    return made.scale_to_fit_width(width) if made.width > width else made


def begin(scene, title, note=""):
    """Background, title and footer; a note says where the usual example stands in for what was asked."""
    scene.camera.background_color = BACK
    scene.add(words("offline catalogue", 13, DIM).to_corner(DR, buff=0.15))
    head = words(title, 36).to_edge(UP, buff=0.3)
    scene.play(FadeIn(head, shift=0.2 * DOWN), run_time=0.6)
    if note:
        apology = words(note, 24, AMBER)
        scene.play(FadeIn(apology), run_time=0.4)
        scene.wait(1.2)
        scene.play(FadeOut(apology), run_time=0.4)


def say(scene, text, old=None):
    """Puts a caption under the picture in place of the old one."""
    new = words(text, 25, DIM).move_to(3.3 * DOWN)
    if old is None:
        scene.play(FadeIn(new), run_time=0.4)
    else:
        scene.play(FadeOut(old, shift=0.1 * UP), FadeIn(new, shift=0.1 * UP), run_time=0.5)
    return new


def nice_step(span, ticks=6):
    raw = span / ticks
    power = 10 ** np.floor(np.log10(raw))
    return float(next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= raw * 0.999))


def make_axes(a, b, low, high, width=9.5, height=5.1):
    """Axes with a few plain-text numbers."""
    dx, dy = nice_step(b - a), nice_step(high - low, 5)
    axes = Axes(
        x_range=[a, b, dx], y_range=[low, high, dy], x_length=width, y_length=height, tips=False,
        axis_config={"color": DIM, "stroke_width": 2, "include_ticks": False},
    )
    across, up = min(max(0, a), b), min(max(0, low), high)
    marks = VGroup()
    for x in np.arange(np.ceil(a / dx - 1e-9) * dx, b + 1e-9, dx):
        if abs(x - across) > dx / 3:
            marks.add(Line(0.06 * UP, 0.06 * DOWN, color=DIM, stroke_width=2).move_to(axes.c2p(x, up)))
            marks.add(words(f"{x:.4g}", 15, DIM).next_to(axes.c2p(x, up), DOWN, buff=0.12))
    for y in np.arange(np.ceil(low / dy - 1e-9) * dy, high + 1e-9, dy):
        if abs(y - up) > dy / 3:
            marks.add(Line(0.06 * LEFT, 0.06 * RIGHT, color=DIM, stroke_width=2).move_to(axes.c2p(across, y)))
            marks.add(words(f"{y:.4g}", 15, DIM).next_to(axes.c2p(across, y), LEFT, buff=0.12))
    return axes, marks


def curve(axes, f, a, b, low, high, color=AQUA, width=4):
    """The graph of f inside the window, broken where f leaves it or is not defined."""
    parts, run = VGroup(), []
    with np.errstate(all="ignore"):
        for x in np.linspace(a, b, 321):
            y = float(f(np.float64(x)))
            if np.isfinite(y) and low <= y <= high:
                run.append(axes.c2p(x, y))
                continue
            if len(run) > 1:
                parts.add(VMobject(color=color, stroke_width=width).set_points_as_corners(run))
            run = []
    if len(run) > 1:
        parts.add(VMobject(color=color, stroke_width=width).set_points_as_corners(run))
    return parts


def box_label(mobject, corner=UR):
    """A formula on a dark plate in a corner of the picture, so that a curve behind it does not disturb."""
    plate = SurroundingRectangle(mobject, color=DIM, buff=0.18, stroke_width=1, fill_color=BACK, fill_opacity=0.9, corner_radius=0.1)
    group = VGroup(plate, mobject).to_edge(corner[0] * RIGHT, buff=0.35)
    return group.set_y(2.2 * corner[1])
