import re

import numpy as np

BACK, INK, DIM, PLATE = "#10141f", "#eef1f7", "#97a1b5", "#1d2638"
AQUA, AMBER, ROSE, LIME, VIOLET = "#4cc9f0", "#ffc857", "#ff6b8b", "#8ce99a", "#b197fc"


class Lesson(Scene):
    """A scene with places that keep apart: a title, a figure, a column of steps beside it, and captions under both."""

    captions = True  # without captions, steps may use their place too
    one_shape = False  # draws each text as one shape, which is quicker, but has no letters
    rtl = False  # figure on the right, steps on the left; set by a title in a script from right to left
    figure_beside_steps = True
    # The centre, the width and the height of each place.
    places = {"figure": (-3.3, 0.05, 6.3, 5.3), "steps": (3.55, 0.05, 6.2, 5.3), "stage": (0, 0.05, 12.8, 5.3)}
    _title = _caption = _cursor = None
    _rows = ()

    def setup(self):
        self.camera.background_color = BACK

    # Texts

    @staticmethod
    def glyphs(text, size, color):
        """Words set large and scaled down, which keeps letter spacing even; with real minus signs."""
        text = re.sub(r"(?<![\w)])-(?=[\d.(xp])|(?<= )-(?= )", "−", text)
        large = min(2.5, 5000 / (max(1, Lesson.signs(text)) * size))  # Pango breaks a line that is wider than a small video
        if re.search("[\u0590-\u08ff]", text):
            # Text loses the number that begins a line from right to left.
            text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            return MarkupText(text, font_size=large * size, color=color).scale(1 / large)
        return Text(text, font_size=large * size, color=color).scale(1 / large)

    @classmethod
    def text(cls, text, size=26, color=INK, width=12.8):
        """One line of words, no wider than width."""
        made = cls.glyphs(text, size, color)
        made = cls.one(made, color) if cls.one_shape else made
        return made.scale_to_fit_width(width) if made.width > width else made

    @classmethod
    def lines(cls, text, size=24, color=INK, width=6.0, most=4):
        """Words in as many lines as they need, at most so many; smaller where that is not enough."""
        whole = cls.text(text, size, color, 1000)
        if whole.width <= width:
            return VGroup(whole)
        count = min(most, int(np.ceil(1.08 * whole.width / width)))
        share, rows = whole.width / max(1, len(text)), [""]
        # Languages without spaces break between any two signs.
        for word in re.findall(r"[\u3000-\u9fff\uac00-\ud7a3\uff00-\uffef]|[^\s\u3000-\u9fff\uac00-\ud7a3\uff00-\uffef]+\s*", text):
            full = share * len((rows[-1] + word).strip()) > min(width, 1.12 * whole.width / count)
            if rows[-1] and len(rows) < count and full and word not in "，。：、；？！":
                rows.append("")
            rows[-1] += word
        made = VGroup(*[cls.text(row.strip(), size, color, 1000) for row in rows]).arrange(DOWN, buff=0.12)
        return made.scale_to_fit_width(width) if made.width > width else made

    @classmethod
    def formula(cls, *tex, size=40, color=INK, width=6.0):
        """A formula, no wider than width. Its parts are those that were given."""
        made = MathTex(*tex, font_size=size, color=color)
        made = cls.one(made, color) if cls.one_shape else made
        return made.scale_to_fit_width(width) if made.width > width else made

    @classmethod
    def headline(cls, text):
        """A title in its place."""
        return cls.text(text, 36).to_edge(UP, buff=0.3)

    @classmethod
    def caption(cls, text):
        """A caption in its place, in one line or two."""
        made = cls.lines(text, 26, INK, 12.8, 2)
        return made.scale(min(1, 0.95 / made.height)).move_to(3.35 * DOWN)

    @staticmethod
    def one(made, color):
        """All outlines of a one-coloured text as one shape, which is far quicker to fade and move than one per letter."""
        outlines = [part.points for part in made.family_members_with_points()]
        return VMobject(stroke_width=0, fill_color=color, fill_opacity=1).set_points(np.concatenate(outlines))

    @staticmethod
    def is_rtl(text):
        found = re.search(r"[^\W\d_]", text)
        return bool(found and re.match(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]", found[0]))

    # Places

    def place(self, mobject, where="figure"):
        """Moves a mobject to the middle of "figure", "steps" or "stage", and makes it smaller where it does not fit."""
        x, y, width, height = self.places[where]
        mobject.scale(min(1, width / max(mobject.width, 1e-9), height / max(mobject.height, 1e-9)))
        return mobject.move_to([-x if self.rtl else x, y, 0])

    def inside(self, mobject):
        """Shifts a mobject, such as a label, as little as brings it between the title and the captions."""
        x, y, width, height = self.places["stage"]
        (left, bottom, _), (right, top, _) = mobject.get_corner(DL), mobject.get_corner(UR)
        across = max(0, x - width / 2 - left) - max(0, right - x - width / 2)
        up = max(0, y - height / 2 - bottom) - max(0, top - y - height / 2)
        return mobject.shift([across, up, 0])

    def wipe(self, *where, run_time=0.5):
        """Fades out what lies in these places, or all but the title."""
        kept = [m for m in (self._title, self._caption if where else None) if m is not None]
        gone = [m for m in self.mobjects if m not in kept and m.family_members_with_points() and not isinstance(m, ValueTracker)]
        gone = [m for m in gone if not where or any(self._lies(m, name) for name in where)]
        if not where:
            self._caption = None
        if not where or {"steps", "stage"} & set(where):
            self._rows, self._cursor = (), None
        if gone:
            self.play(*[FadeOut(m) for m in gone], run_time=run_time)

    def swap(self, old, new, where=None, run_time=0.8):
        """Puts new where old was, or into a place, no larger than there is room, and fades from one to the other."""
        if where:
            self.place(new, where)
        else:
            new.scale(min(1, max(old.width, 1) / max(new.width, 1e-9))).move_to(old)
        self.play(FadeOut(old), FadeIn(new), run_time=run_time)
        return new

    def _lies(self, mobject, where):
        x, y, width, height = self.places[where]
        far = mobject.get_center() - [-x if self.rtl else x, y, 0]
        return abs(far[0]) <= width / 2 and abs(far[1]) <= height / 2

    # What a lesson says

    def begin(self, title):
        """Shows the title, in place of an earlier one."""
        self.rtl = type(self).rtl or self.is_rtl(title)
        made = self.headline(title)
        old, self._title = self._title, made
        self.play(*([] if old is None else [FadeOut(old)]), FadeIn(made, shift=0.2 * DOWN), run_time=0.5)

    def say(self, text, *animations, run_time=None):
        """Puts a caption under the picture in place of the old one, plays the animations with it, and leaves time to read."""
        made = self.caption(text)
        old, self._caption = self._caption, made
        change = [FadeIn(made, shift=0.1 * UP, run_time=0.4)]
        if old is not None:
            change.append(FadeOut(old, shift=0.1 * UP, run_time=0.4))
        self._play(change, animations, run_time, self.reading(text))

    def step(self, tex, why="", *animations, run_time=None):
        """Adds a formula and its reason to the column of steps. Earlier steps make room: the last one stays."""
        made, wide = tex, self._column()[1]
        if isinstance(tex, str):
            made = self.formula(tex, size=38, width=wide)
        made.scale(min(1, 3 / made.height, wide / made.width))
        row = VGroup(made)
        if why:
            row.add(self.lines(why, 23, AMBER if self._rows else DIM, wide)).arrange(DOWN, buff=0.14)
        self._make_room(row.height + 0.32)
        row.move_to([self._column()[0], self._cursor - row.height / 2, 0])
        self._cursor -= row.height + 0.32
        self._rows = (*self._rows, row)
        seconds = self.reading(why) + (0.8 if why else 0.3) + (0.01 * len(tex) if isinstance(tex, str) else 0)
        self._play([FadeIn(row, shift=0.15 * UP, run_time=0.6)], animations, run_time, seconds)
        return made

    def result(self, text, *animations):
        """Shows the result in a box under the steps: words, or a mobject."""
        wide = self._column()[1] - 0.4
        made = self.lines(text, 28, LIME, wide) if isinstance(text, str) else text.scale(min(1, wide / text.width))
        box = SurroundingRectangle(made, color=LIME, buff=0.16, stroke_width=2, corner_radius=0.08)
        group = VGroup(box, made)
        self._make_room(group.height + 0.1)
        group.move_to([self._column()[0], self._cursor - group.height / 2 - 0.1, 0])
        self._cursor -= group.height + 0.4
        self._rows = (*self._rows, group)
        self._play([FadeIn(made, run_time=0.8), Create(box, run_time=0.8)], animations, None, 3)
        return group

    @classmethod
    def reading(cls, text):
        """Seconds that a text takes to read."""
        return min(5.0, 0.9 + 0.05 * cls.signs(text))

    @staticmethod
    def signs(text):
        """The length of a text; signs that are wide, and mean as much as some letters, count twice."""
        return len(text) + len(re.findall(r"[\u3000-\u9fff\uac00-\ud7a3\uff00-\uffef]", text))

    def _play(self, change, animations, run_time, seconds):
        played = self.compile_animations(*animations) if animations else []
        for animation in played if run_time else ():
            animation.set_run_time(run_time)
        longest = max(animation.run_time for animation in (*change, *played))
        self.play(*change, *played)
        self.wait(max(0.3, seconds - longest))

    def _column(self):
        """The middle and the width of the steps."""
        x, _, width, _ = self.places["steps"] if self.figure_beside_steps else self.places["stage"]
        return (-x if self.rtl else x), width

    def _make_room(self, need):
        top = 2.55
        if self._cursor is None:
            self._cursor = top
        if self._cursor - need >= (-2.75 if self.captions else -3.6) or not self._rows:
            return
        keep, gone = self._rows[-1], self._rows[:-1]
        self._cursor = top - keep.height - 0.32
        if self._cursor - need < (-2.75 if self.captions else -3.6):
            keep, gone, self._cursor = None, self._rows, top
        leave = [FadeOut(row, shift=0.4 * UP) for row in gone]
        if keep is not None:
            leave.append(keep.animate.move_to([keep.get_x(), top - keep.height / 2, 0]))
        self.play(*leave, run_time=0.6)
        self._rows = () if keep is None else (keep,)
