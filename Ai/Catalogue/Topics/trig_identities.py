#: name: Trigonometric identities, addition formulas
#: title: The sine and cosine of a sum
#: strong: trig identity, trig identitie, trigonometric identity, trigonometric identitie, trigonometry identitie
#: strong: trigonometry identity, addition formula, angle addition, angle sum, sum of angle, double angle, sine of sum
#: strong: sum and difference formula, compound angle
#: slot: ALPHA 35 5 60 | alpha, a, first angle
#: slot: BETA 25 5 60 | beta, b, second angle
class TrigIdentities(Scene):
    def construct(self):
        da, db = {{ALPHA}}, {{BETA}}
        begin(self, "{{TITLE}}", "{{NOTE}}")
        if da + db > 85:
            da, db = 85 * da / (da + db), 85 * db / (da + db)
        a, b = np.radians(da), np.radians(db)
        size = min(6.2 / np.cos(a), 4.3 / max(np.sin(a + b), np.sin(a) * np.cos(b) + np.cos(a) * np.sin(b)))
        size = min(size, 5.4)
        zero = np.array([-6.0, -2.3, 0])

        def at(x, y):
            return zero + size * np.array([x, y, 0])

        top = at(np.cos(a + b), np.sin(a + b))
        knee = at(np.cos(b) * np.cos(a), np.cos(b) * np.sin(a))
        ground, corner = at(np.cos(b) * np.cos(a), 0), at(np.cos(b) * np.cos(a), np.sin(a + b))
        foot = at(np.cos(a + b), 0)
        long, cross = Line(zero, top, color=INK), Line(knee, top, color=VIOLET)
        base = Line(zero, knee, color=AMBER)

        def fan(start, turn, color, radius):
            return Sector(radius=radius, angle=turn, start_angle=start, color=color, fill_opacity=0.5, stroke_width=0).shift(zero)

        angles = VGroup(fan(0, a, AQUA, 0.9), fan(a, b, ROSE, 1.1))
        names = VGroup(
            words("α", 24, AQUA).move_to(zero + 1.15 * np.array([np.cos(a / 2), np.sin(a / 2), 0])),
            words("β", 24, ROSE).move_to(zero + 1.4 * np.array([np.cos(a + b / 2), np.sin(a + b / 2), 0])))
        note = say(self, f"Put the angles α = {num(da)}° and β = {num(db)}° on each other; the long side has length 1")
        self.play(Create(Line(zero, ground, color=DIM)), Create(base), Create(long), FadeIn(angles), FadeIn(names), run_time=0.9)
        key = VGroup(
            words("amber side: cos β", 23, AMBER), words("violet side: sin β", 23, VIOLET)
        ).arrange(DOWN, buff=0.2, aligned_edge=LEFT).move_to(4.2 * RIGHT + 2 * UP)
        note = say(self, "A right angle at the middle point splits it into cos β and sin β", note)
        self.play(Create(cross), FadeIn(key), run_time=0.7)
        self.wait(0.6)
        rise, lift = Line(ground, knee, color=AQUA, stroke_width=8), Line(knee, corner, color=LIME, stroke_width=8)
        total = Line(foot, top, color=INK, stroke_width=8)
        note = say(self, "The height of the tip is two upright pieces, one from each small triangle", note)
        self.play(Create(rise), FadeIn(Line(corner, top, color=DIM, stroke_width=2)), run_time=0.6)
        self.play(Create(lift), Create(total), run_time=0.8)
        pieces = VGroup(
            words("blue: sin α cos β", 23, AQUA), words("green: cos α sin β", 23, LIME)
        ).arrange(DOWN, buff=0.2, aligned_edge=LEFT).align_to(key, LEFT).set_y(0.9)
        self.play(FadeIn(pieces), run_time=0.4)
        law = VGroup(
            words("sin(α + β) = sin α cos β + cos α sin β", 22, INK, 5.3), words("cos(α + β) = cos α cos β − sin α sin β", 22, INK, 5.3),
            words(
                f"here  sin {num(da + db)}° = {num(np.sin(a) * np.cos(b))} + {num(np.cos(a) * np.sin(b))} = {num(np.sin(a + b))}",
                22, AMBER, 5.3
            ),
        ).arrange(DOWN, buff=0.25, aligned_edge=LEFT).move_to(4.1 * RIGHT + 0.5 * DOWN)
        self.play(FadeIn(law), run_time=0.6)
        self.wait(1.2)
        note = say(self, "With α = β: sin 2α = 2 sin α cos α;  with β = −α: 1 = cos² α + sin² α", note)
        self.wait(2.2)
