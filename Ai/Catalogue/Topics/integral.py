#: name: Integral as area, Riemann sums
#: title: The area under y = {{F_TEXT}}
#: strong: integral, integrate, integration, riemann, riemann sum, antiderivative, area under, area under curve
#: weak: area curve
#: function: x^2
#: range: 0 3
class IntegralArea(Scene):
    def construct(self):
        def f(x):
            return {{F_PY}} + 0 * x

        a, b, low, high = {{A}}, {{B}}, min({{LOW}}, 0), max({{HIGH}}, 0)
        margin = 0.08 * (b - a)
        begin(self, "{{TITLE}}", "{{NOTE}}")
        axes, marks = make_axes(a - margin, b + margin, low, high, 8.6)
        VGroup(axes, marks).shift(2.1 * LEFT)
        law = formula(r"\int_{" + f"{a:.3g}" + r"}^{" + f"{b:.3g}" + r"} {{F_TEX}} \,dx", 36, AQUA, 3.7).move_to(4.85 * RIGHT + 1.6 * UP)
        self.play(Create(axes), FadeIn(marks), FadeIn(law), run_time=1)
        graph = curve(axes, f, a, b, low, high)
        self.play(Create(graph), run_time=1)

        def height(x):
            with np.errstate(all="ignore"):
                y = float(f(np.float64(x)))
            return min(max(y, low), high) if np.isfinite(y) else 0.0

        def bars(n):
            """One shape for all bars above the axis and one for those below."""
            w = (b - a) / n
            made = VGroup(
                *[
                    VMobject(
                        stroke_color=BACK, stroke_width=min(1.5, 30 / n), fill_color=color, fill_opacity=0.75
                    ) for color in (AMBER, ROSE)
                ]
            )
            for i in range(n):
                y = height(a + (i + 0.5) * w)
                corners = [axes.c2p(a + (i + p) * w, y * q) for p, q in ((0, 0), (0, 1), (1, 1), (1, 0), (0, 0))]
                made[0 if y >= 0 else 1].start_new_path(corners[0]).add_points_as_corners(corners[1:])
            return VGroup(*[part for part in made if part.has_points()])

        def total(n):
            w = (b - a) / n
            return sum(height(a + (i + 0.5) * w) for i in range(n)) * w

        def tally(n):
            return VGroup(
                words(f"{n} rectangles", 24, AMBER), words(f"sum = {total(n):.4f}", 24)
            ).arrange(DOWN, buff=0.2).move_to(4.85 * RIGHT + 0.2 * DOWN)

        note = say(self, "Fill the region with rectangles and add their areas")
        old, count = bars(6), tally(6)
        self.play(FadeIn(old, lag_ratio=0.1), FadeIn(count), run_time=1)
        graph.set_z_index(2)
        note = say(self, "Thinner rectangles leave smaller gaps", note)
        for n in (12, 24, 60):
            new, fresh = bars(n), tally(n)
            self.play(FadeOut(old), FadeIn(new), FadeOut(count), FadeIn(fresh), run_time=0.5)
            old, count = new, fresh
            self.wait(0.5)
        note = say(self, "The limit of these sums is the integral (below the axis it counts as negative)", note)
        result = words(f"integral = {total(4000):.4f}", 26, LIME, 3.7).move_to(4.85 * RIGHT + 1.3 * DOWN)
        self.play(FadeIn(result), run_time=0.5)
        self.wait(2)
