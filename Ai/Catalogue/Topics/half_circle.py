#: name: Angle in a semicircle
#: title: Every angle in a semicircle is right
#: strong: angle in a semicircle, angle in semicircle, angle in a half circle, semicircle right angle, thales circle, circle of thales
#: strong: inscribed in a semicircle, angle in the semicircle
class HalfCircle(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        centre, r = np.array([-3.2, -1.6, 0]), 3.0
        a, b = centre + r * LEFT, centre + r * RIGHT
        t = ValueTracker(1.0)

        def tip():
            return centre + r * np.array([np.cos(t.get_value()), np.sin(t.get_value()), 0])

        arc = Arc(r, 0, PI, color=DIM, stroke_width=3).shift(centre)
        note = say(self, "A half circle over the diameter AB, and any point C on it")
        letters = VGroup(*[words(name, 26).next_to(at, DOWN, buff=0.15) for name, at in (("A", a), ("B", b), ("M", centre))])
        self.play(Create(arc), Create(Line(a, b, color=INK, stroke_width=4)), FadeIn(letters), run_time=0.9)
        sides = always_redraw(lambda: VGroup(Line(a, tip(), color=AQUA, stroke_width=4), Line(b, tip(), color=AQUA, stroke_width=4)))
        top = words("C", 26, AMBER).add_updater(lambda name: name.move_to(tip() + 0.35 * (tip() - centre) / r))
        self.play(FadeIn(sides), FadeIn(moving_dot(tip, AMBER)), FadeIn(top), run_time=0.6)
        note = say(self, "Join C to the centre M: three radii of the same length", note)
        radius = always_redraw(lambda: Line(centre, tip(), color=AMBER, stroke_width=3))
        self.play(FadeIn(radius), run_time=0.6)
        note = say(self, "So there are two triangles with two equal sides, and each has two equal angles", note)
        angles = always_redraw(lambda: VGroup(
            Angle(Line(a, b), Line(a, tip()), radius=0.6, color=LIME), Angle(Line(tip(), a), Line(tip(), centre), radius=0.6, color=LIME),
            Angle(Line(b, tip()), Line(b, a), radius=0.6, color=ROSE), Angle(Line(tip(), centre), Line(tip(), b), radius=0.75, color=ROSE),
        ))
        names = VGroup(
            formula(r"\alpha", 34, LIME).move_to(a + 0.95 * RIGHT + 0.25 * UP),
            formula(r"\beta", 34, ROSE).move_to(b + 0.8 * LEFT + 0.4 * UP),
        )
        self.play(FadeIn(angles), FadeIn(names), run_time=0.6)
        note = say(self, "All four together are 180°, so the two at C are half of that", note)
        law = formulas(
            (r"\alpha + \beta + (\alpha + \beta) = 180^\circ", r"\alpha + \beta = 90^\circ"), (INK, LIME), 40, 5.6
        ).move_to([3.9, 0.8, 0])
        for line in law:
            self.play(FadeIn(line), run_time=0.7)
            self.wait(0.6)
        note = say(self, "It is a right angle wherever C lies on the circle", note)
        self.play(FadeOut(names), run_time=0.3)
        for value in (0.5, 2.4, 1.9):
            self.play(t.animate.set_value(value), run_time=1.2)
        self.wait(2)
