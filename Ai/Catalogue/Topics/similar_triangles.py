#: name: Similar triangles, intercept theorem
#: title: Parallels cut sides in the same ratio
#: strong: similar triangle, similar triangles, intercept theorem, basic proportionality, thales theorem, thales, similarity of triangle
class SimilarTriangles(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        top, left, right = np.array([-3.6, 2.1, 0]), np.array([-6.2, -2.3, 0]), np.array([0.4, -2.3, 0])
        share = ValueTracker(0.5)

        def on(end):
            return top + share.get_value() * (end - top)

        triangle = Polygon(top, left, right, color=INK, stroke_width=4)
        note = say(self, "A triangle, and a line that is parallel to its base")
        self.play(Create(triangle), run_time=0.8)
        inner = always_redraw(lambda: Polygon(
            top, on(left), on(right), color=AQUA, stroke_width=4, fill_color=AQUA, fill_opacity=0.35))
        self.play(FadeIn(inner), run_time=0.6)
        note = say(self, "The small triangle has the same angles as the large one: it is the large one, made smaller", note)
        marks = VGroup(*[Angle(Line(at, p), Line(at, q), radius=0.5, color=AMBER) for at, p, q in (
            (left, right, top), (on(left), on(right), top))])
        marks.add(*[Angle(Line(at, p), Line(at, q), radius=0.5, color=ROSE) for at, p, q in (
            (right, top, left), (on(right), top, on(left)))])
        self.play(Create(marks), run_time=0.8)
        self.wait(0.5)
        note = say(self, "All its sides are shorter by the same factor k", note)
        names = VGroup(
            readout("k", share.get_value, 30, AMBER),
            formula(r"\frac{AD}{AB} = \frac{AE}{AC} = \frac{DE}{BC} = k", 42, LIME),
        ).arrange(DOWN, buff=0.5).move_to([3.8, 0.6, 0])
        letters = VGroup(*[
            words(name, 24).next_to(at, way, buff=0.12)
            for name, at, way in (("A", top, UP), ("B", left, DL), ("C", right, DR), ("D", on(left), LEFT), ("E", on(right), RIGHT))
        ])
        self.play(FadeIn(names), FadeIn(letters), run_time=0.7)
        letters[3].add_updater(lambda letter: letter.next_to(on(left), LEFT, buff=0.12))
        letters[4].add_updater(lambda letter: letter.next_to(on(right), RIGHT, buff=0.12))
        note = say(self, "Wherever the parallel runs, the three ratios stay equal", note)
        self.play(FadeOut(marks), run_time=0.3)
        for value in (0.25, 0.8, 0.6):
            self.play(share.animate.set_value(value), run_time=1.2)
        note = say(self, "So a length that nobody can reach, such as a tower, follows from three that can be measured", note)
        self.wait(3)
