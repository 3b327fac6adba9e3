Lesson.one_shape = True


solid, glyphs = Lesson.one, Lesson.glyphs


def words(text, size=26, color=INK, width=12.8):
    return Lesson.text(text, size, color, width)


def formula(text, size=40, color=INK, width=6):
    return Lesson.formula(text, size=size, color=color, width=width)


def formulas(texts, colors, size=34, width=3.9):
    """Several formulas under each other from one run of LaTeX, which takes a quarter of a second each time."""
    parts = MathTex(*texts, font_size=size)
    made = VGroup(*[solid(part, color) for part, color in zip(parts, colors)])
    for part in made:
        part.scale(min(1, width / part.width))
    return made.arrange(DOWN, buff=0.4, aligned_edge=LEFT)


DIGITS = {}


def number_points(text, size, start=ORIGIN):
    """Outlines of a number that begins on the baseline at start, from signs that are drawn only once per video."""
    if not DIGITS:
        signs = "0123456789.−+e"
        row = Text("0" + "".join(sign + "0" for sign in signs), font_size=100).scale(0.4)
        step = Text("00", font_size=100).scale(0.4)
        wide = step[1].get_left()[0] - step[0].get_left()[0]
        for k, sign in enumerate(signs):
            pen = row[2 * k].get_corner(DL) + wide * RIGHT
            DIGITS[sign] = (row[2 * k + 1].points - pen, row[2 * k + 2].get_left()[0] - pen[0])
    scale, pen, outlines = size / 40, 0.0, [np.zeros((0, 3))]
    for sign in text.replace("-", "−"):
        if sign in DIGITS:
            points, wide = DIGITS[sign]
            outlines.append((points + pen * RIGHT) * scale + start)
            pen += wide
    return np.concatenate(outlines)


def number(text, size=26, color=INK):
    return VMobject(stroke_width=0, fill_color=color, fill_opacity=1).set_points(number_points(text, size))


def readout(label, value, size=24, color=INK, places=2):
    """A label and a number that is rearranged from ready-made digits on each frame."""
    equals = glyphs("= 0", size, color)
    name = glyphs(label, size, color)
    # Scripts that join letters, or run from right to left, are set apart from the number.
    equals.next_to(name, RIGHT, buff=0.14 * size / 24)
    start = equals[-1].get_corner(DL)
    label = solid(VGroup(name, equals[:-1]), color)

    def text():
        now = float(value())
        return f"{now + 0.0:.{places}f}" if np.isfinite(now) else "−"

    def refresh(group):
        shift = group[0].get_corner(DL) - corner
        group[1].set_points(number_points(text(), size, start + shift))

    corner = label.get_corner(DL)
    digits = VMobject(stroke_width=0, fill_color=color, fill_opacity=1).set_points(number_points(text(), size, start))
    return VGroup(label, digits).add_updater(refresh)


def moving_line(ends, color, width=4):
    """A line that joins the two points that ends() gives on each frame."""
    made = VMobject(color=color, stroke_width=width).set_points_as_corners(ends())
    return made.add_updater(lambda line: line.set_points_as_corners(ends()))


def moving_dot(place, color, radius=0.09):
    made = Dot(place(), radius=radius, color=color)
    return made.add_updater(lambda dot: dot.move_to(place()))


def begin(scene, title, note=""):
    """Background, title and footer; a note says where the usual example stands in for what was asked."""
    scene.camera.background_color = BACK
    scene.add(words("offline catalogue", 13, DIM).to_corner(DR, buff=0.15))
    head = Lesson.headline(title)
    scene.play(FadeIn(head, shift=0.2 * DOWN), run_time=0.5)
    if note:
        apology = words(note, 24, AMBER)
        scene.play(FadeIn(apology), run_time=0.3)
        scene.wait(1.5)
        scene.play(FadeOut(apology), run_time=0.3)


def say(scene, text, old=None):
    """Puts a caption under the picture in place of the old one, once that has stood as long as it takes to read."""
    new = Lesson.caption(text)
    if old is None:
        scene.play(FadeIn(new), run_time=0.3)
    else:
        rest = old.read_until - scene.renderer.time
        if rest > 0.1:
            scene.wait(min(6, rest))
        scene.play(FadeOut(old, shift=0.1 * UP), FadeIn(new, shift=0.1 * UP), run_time=0.4)
    # A sign of Chinese says as much as three letters.
    letters = sum(3 if "\u3000" <= sign <= "\u9fff" else 1 for sign in text)
    new.read_until = scene.renderer.time + 1.2 + 0.055 * letters
    scene.wait(min(1.5, 0.016 * letters))
    return new


def nice_step(span, ticks=6):
    raw = span / ticks
    power = 10 ** np.floor(np.log10(raw))
    return float(next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= raw * 0.999))


def make_axes(a, b, low, high, width=9.5, height=5.1):
    """Axes with a few plain numbers."""
    dx, dy = nice_step(b - a), nice_step(high - low, 5)
    axes = Axes(
        x_range=[a, b, dx], y_range=[low, high, dy], x_length=width, y_length=height, tips=False,
        axis_config={"color": DIM, "stroke_width": 2, "include_ticks": False},
    )
    across, up = min(max(0, a), b), min(max(0, low), high)
    ticks, labels = VMobject(color=DIM, stroke_width=2), VMobject(stroke_width=0, fill_color=DIM, fill_opacity=1)
    for x in np.arange(np.ceil(a / dx - 1e-9) * dx, b + 1e-9, dx):
        if abs(x - across) > dx / 3:
            spot = axes.c2p(x, up)
            ticks.append_points(Line(spot + 0.06 * UP, spot + 0.06 * DOWN).points)
            labels.append_points(number(f"{x:.4g}", 15).next_to(spot, DOWN, buff=0.12).points)
    for y in np.arange(np.ceil(low / dy - 1e-9) * dy, high + 1e-9, dy):
        if abs(y - up) > dy / 3:
            spot = axes.c2p(across, y)
            ticks.append_points(Line(spot + 0.06 * LEFT, spot + 0.06 * RIGHT).points)
            labels.append_points(number(f"{y:.4g}", 15).next_to(spot, LEFT, buff=0.12).points)
    return axes, VGroup(ticks, labels)


def curve(axes, f, a, b, low, high, color=AQUA, width=4, count=241):
    """The graph of f inside the window, broken where f leaves it or is not defined."""
    xs = np.linspace(a, b, count)
    with np.errstate(all="ignore"):
        ys = np.asarray(f(xs), dtype=float) + 0 * xs
    inside = np.isfinite(ys) & (ys >= low) & (ys <= high)
    zero = axes.c2p(0, 0)
    right, up = axes.c2p(1, 0) - zero, axes.c2p(0, 1) - zero
    made, run = VMobject(color=color, stroke_width=width), []

    def border(near, far):
        """Where the graph crosses the edge of the window between two samples; nothing where it jumps there."""
        before = 2 * near - far
        if not (0 <= far < count and 0 <= before < count and np.isfinite(ys[far]) and inside[before]):
            return []
        if (ys[far] - ys[near]) * (ys[near] - ys[before]) <= 0:
            return []
        share = ((high if ys[far] > high else low) - ys[near]) / (ys[far] - ys[near])
        return [(xs[near] + share * (xs[far] - xs[near]), ys[near] + share * (ys[far] - ys[near]))]

    for k in range(count + 1):
        if k < count and inside[k]:
            run = run or border(k, k - 1)
            run.append((xs[k], ys[k]))
        elif run:
            run += border(k - 1, k)
            if len(run) > 1:
                points = [zero + x * right + y * up for x, y in run]
                made.start_new_path(points[0]).add_points_as_corners(points[1:])
            run = []
    return made


def make_plane(reach, size=5.1):
    """Square axes from -reach to reach over a faint unit grid; the grid is one shape."""
    axes = Axes(
        x_range=[-reach, reach, 1], y_range=[-reach, reach, 1], x_length=size, y_length=size, tips=False,
        axis_config={"color": DIM, "stroke_width": 2, "include_ticks": False},
    )
    grid = VMobject(color=DIM, stroke_width=1, stroke_opacity=0.35)
    for k in np.arange(-int(reach), int(reach) + 1, max(1, round(reach / 8))):
        grid.append_points(Line(axes.c2p(k, -reach), axes.c2p(k, reach)).points)
        grid.append_points(Line(axes.c2p(-reach, k), axes.c2p(reach, k)).points)
    return axes, VGroup(grid, axes)


def arrow(start, end, color, width=5):
    """An arrow between two points of the picture; a dot where they coincide."""
    if np.linalg.norm(end - start) < 0.05:
        return Dot(start, color=color)
    size = min(0.2, 0.5 * float(np.linalg.norm(end - start)))
    return Line(start, end, color=color, stroke_width=width).add_tip(tip_length=size, tip_width=size)


def num(value):
    """A number as a person writes it: no needless zeros, no negative zero."""
    return f"{round(float(value), 3) + 0.0:.4g}".replace("-", "−")


def pair(v):
    return f"({num(v[0])}, {num(v[1])})"


def box_label(mobject, corner=UR):
    """A formula on a dark plate in a corner of the picture, so that a curve behind it does not disturb."""
    plate = SurroundingRectangle(mobject, color=DIM, buff=0.18, stroke_width=1, fill_color=BACK, fill_opacity=0.9, corner_radius=0.1)
    group = VGroup(plate, mobject).to_edge(corner[0] * RIGHT, buff=0.35)
    return group.set_y(2.2 * corner[1])
