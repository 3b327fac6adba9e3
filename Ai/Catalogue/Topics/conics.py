#: name: Conic sections: ellipse, hyperbola
#: title: The ellipse and the hyperbola
#: strong: ellipse, conic, conic section, hyperbola, focal point, foci, eccentricity, semi major axis, planetary orbit, kepler
#: slot: SEMI_A 5 1 50 | a, semi major axis, semi major, width, half width
#: slot: SEMI_B 3 0.5 50 | b, semi minor axis, semi minor, height, half height
class Conics(Scene):
    def construct(self):
        pa, pb = {{SEMI_A}}, {{SEMI_B}}
        begin(self, "{{TITLE}}", "{{NOTE}}")
        tall = pb > pa
        big, small = max(pa, pb), min(pa, pb)
        scale = min(3.6 / pa, 2.1 / pb)
        center = 2.6 * LEFT + 0.1 * DOWN
        c = float(np.sqrt(big ** 2 - small ** 2))
        way = UP if tall else RIGHT
        foci = [center - scale * c * way, center + scale * c * way]

        def on(angle):
            return center + scale * np.array([pa * np.cos(angle), pb * np.sin(angle), 0])

        pins = VGroup(*[Dot(f, color=ROSE) for f in foci])
        note = say(self, "Fix a string at two points, the foci, and run a pencil along it")
        t = ValueTracker(0.3)
        pencil = moving_dot(lambda: on(t.get_value()), AMBER)
        strings = [moving_line(lambda: [foci[0], on(t.get_value())], AQUA, 3), moving_line(lambda: [foci[1], on(t.get_value())], LIME, 3)]
        angles = np.linspace(0.3, 0.3 + TAU, 121)
        points = [on(angle) for angle in angles]

        def grow(path):
            k = max(1, int(np.searchsorted(angles, t.get_value())))
            path.set_points_as_corners([*points[:k], on(t.get_value())])

        path = VMobject(color=AMBER, stroke_width=4).set_points_as_corners(points[:2]).add_updater(grow)

        def length(k):
            return lambda: np.linalg.norm(on(t.get_value()) - foci[k]) / scale

        rows = VGroup(
            readout("first part", length(0), 24, AQUA), readout("second part", length(1), 24, LIME),
            words(f"together always {num(2 * big)}", 26, AMBER),
        ).arrange(DOWN, buff=0.25, aligned_edge=LEFT).move_to(4.1 * RIGHT + 1.5 * UP)
        self.play(FadeIn(pins), *[FadeIn(s) for s in strings], FadeIn(pencil), FadeIn(rows[:2]), run_time=0.5)
        self.add(path, pencil)
        self.play(t.animate.set_value(0.3 + TAU), run_time=3.2, rate_func=linear)
        self.play(FadeIn(rows[2]), run_time=0.3)
        note = say(self, "The two parts always add up to the same length: an ellipse", note)
        law = VGroup(
            formula(r"\frac{x^2}{" + f"{pa:g}^2" + r"} + \frac{y^2}{" + f"{pb:g}^2" + r"} = 1", 38, INK, 4.4),
            words(f"eccentricity {num(c / big)}", 24, DIM),
        ).arrange(DOWN, buff=0.25).move_to(4.1 * RIGHT + 0.6 * DOWN)
        self.play(FadeIn(law), run_time=0.5)
        self.wait(1)
        for mob in (*strings, pencil, path):
            mob.clear_updaters()
        note = say(self, "Keep the difference of the two distances instead: a hyperbola with the same foci", note)
        ha = 0.55 * c if c > 0.2 * big else 0.0
        if ha > 0:
            hb = np.sqrt(c ** 2 - ha ** 2)
            most = np.arccosh(max(1.05, (3.6 if not tall else 2.2) / (scale * ha)))
            most = min(most, np.arcsinh((2.3 if not tall else 3.6) / (scale * hb)))
            us = np.linspace(-most, most, 61)
            branches = VMobject(color=VIOLET, stroke_width=4)
            for sign in (-1, 1):
                arm = [center + scale * (sign * ha * np.cosh(u) * way + hb * np.sinh(u) * (RIGHT if tall else UP)) for u in us]
                branches.start_new_path(arm[0]).add_points_as_corners(arm[1:])
            self.play(*[FadeOut(s) for s in strings], FadeOut(pencil), Create(branches), run_time=1.2)
        self.wait(2)
