#: name: Chain rule
#: title: The chain rule for {{F_TEXT}}
#: strong: chain rule, composite function, composition of function, derivative of composite, nested function, inner function
#: function: sin(x^2)
#: range: 0 1.8
#: point: 0.9
#: chain: yes
class ChainRule(Scene):
    def construct(self):
        def inner(x):
            return {{INNER_PY}} + 0 * x

        def outer(x):
            return {{OUTER_PY}} + 0 * x

        def inner_slope(x):
            return {{DINNER_PY}} + 0 * x

        def outer_slope(x):
            return {{DOUTER_PY}} + 0 * x

        a, b, point = {{A}}, {{B}}, {{POINT}}
        begin(self, "{{TITLE}}", "{{NOTE}}")
        xs = np.linspace(a, b, 241)
        with np.errstate(all="ignore"):
            us = inner(xs)
            ys = outer(us)

        def scale_of(values):
            """The middle of what is finite, so that a pole does not press the rest together."""
            known = np.sort(values[np.isfinite(values)])
            low, high = known[len(known) // 50], known[-1 - len(known) // 50]
            return (low, high) if high - low > 1e-6 else (low - 1, low + 1)

        rows = ((1.75, "x", AQUA, (a, b)), (0.15, "u", AMBER, scale_of(us)), (-1.45, "y", ROSE, scale_of(ys)))
        left, right = -5.6, 2.2

        def spot(row, value):
            height, (low, high) = rows[row][0], rows[row][3]
            share = min(max((value - low) / (high - low), -0.02), 1.02)
            return np.array([left + share * (right - left), height, 0])

        lines = VGroup()
        for height, name, color, (low, high) in rows:
            line = Line(np.array([left, height, 0]), np.array([right, height, 0]), color=DIM, stroke_width=3)
            lines.add(line, words(name, 26, color).next_to(line, LEFT, buff=0.2))
            lines.add(
                number(num(low), 15, DIM).next_to(line.get_left(), DOWN, buff=0.12),
                number(num(high), 15, DIM).next_to(line.get_right(), DOWN, buff=0.12)
            )
        law = formulas((r"u = {{INNER_TEX}}", r"y = {{OUTER_TEX}}"), (AMBER, ROSE), 36).move_to(4.85 * RIGHT + 1.65 * UP)
        note = say(self, "x sets u, and u sets y: one function inside another")
        self.play(FadeIn(lines), FadeIn(law), run_time=0.6)
        t = ValueTracker(a + 0.12 * (b - a))

        def dot(row, value):
            return moving_dot(lambda: spot(row, value(t.get_value())), rows[row][2], 0.11)

        def image(x):
            return outer(inner(np.float64(x)))

        dots = [dot(0, lambda x: x), dot(1, lambda x: inner(np.float64(x))), dot(2, image)]
        links = [
            moving_line(lambda: [dots[0].get_center(), dots[1].get_center()], DIM, 2),
            moving_line(lambda: [dots[1].get_center(), dots[2].get_center()], DIM, 2)
        ]
        self.play(*[FadeIn(mob) for mob in (*links, *dots)], run_time=0.4)
        self.play(t.animate.set_value(b - 0.1 * (b - a)), run_time=1.8)
        self.play(t.animate.set_value(point), run_time=1.2)
        note = say(self, "A small step in x is stretched once on the way to u and again on the way to y", note)
        with np.errstate(all="ignore"):
            first = float(inner_slope(np.float64(point)))
            second = float(outer_slope(inner(np.float64(point))))
        rates = VGroup(
            words(f"at x = {num(point)}", 24, DIM),
            words(f"du/dx = {num(first)}", 26, AMBER), words(f"dy/du = {num(second)}", 26, ROSE),
            words(f"dy/dx = {num(first * second)}", 28, LIME),
        ).arrange(DOWN, buff=0.2, aligned_edge=LEFT).align_to(law, LEFT).set_y(-0.35)
        self.play(FadeIn(rates[:2]), run_time=0.4)
        self.wait(0.4)
        self.play(FadeIn(rates[2]), run_time=0.4)
        self.wait(0.4)
        note = say(self, "The rates multiply: that is the chain rule", note)
        self.play(FadeIn(rates[3]), run_time=0.4)
        rule = formula(r"\frac{dy}{dx} = \frac{dy}{du} \cdot \frac{du}{dx}", 34, INK, 3.9).align_to(law, LEFT).set_y(-2.15)
        self.play(FadeIn(rule), run_time=0.5)
        self.wait(2)
