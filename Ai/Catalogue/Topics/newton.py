#: name: Newton's method
#: title: Newton's method for {{F_TEXT}} = 0
#: strong: newton method, newton raphson, newton, root finding
#: function: x^3 - 2x - 2
#: range: -1 3.5
#: point: 3
class NewtonMethod(Scene):
    def construct(self):
        def f(x):
            return {{F_PY}} + 0 * x

        def slope(x):
            return {{DF_PY}} + 0 * x

        a, b, low, high = {{A}}, {{B}}, min({{LOW}}, 0), max({{HIGH}}, 0)
        begin(self, "{{TITLE}}", "{{NOTE}}")
        axes, marks = make_axes(a, b, low, high, 8.6)
        VGroup(axes, marks).shift(2.1 * LEFT)
        law = formula(r"x_{n+1} = x_n - \frac{f(x_n)}{f'(x_n)}", 36, INK, 3.8).move_to(4.8 * RIGHT + 1.9 * UP)
        self.play(Create(axes), FadeIn(marks), FadeIn(law), run_time=1)
        self.play(Create(curve(axes, f, a, b, low, high)), run_time=1.2)
        note = say(self, "Follow the tangent down to the axis: that is a better guess")
        x, rows = np.float64({{POINT}}), VGroup()
        for n in range(5):
            with np.errstate(all="ignore"):
                y, d = f(x), slope(x)
                fresh = x - y / d
            rows.add(words(f"x{n} = {x:.6f}", 22, AMBER).move_to(4.8 * RIGHT + (0.9 - 0.5 * n) * UP))
            spot = Dot(axes.c2p(x, 0), color=AMBER, radius=0.06)
            self.play(FadeIn(spot), FadeIn(rows[-1]), run_time=0.4)
            if not (np.isfinite(fresh) and a <= fresh <= b) or n == 4:
                break
            if low <= y <= high and abs(y) > 1e-3 * (high - low):
                up = DashedLine(axes.c2p(x, 0), axes.c2p(x, y), color=DIM, stroke_width=2)
                down = Line(axes.c2p(x, y), axes.c2p(fresh, 0), color=ROSE, stroke_width=3)
                self.play(Create(up), run_time=0.4)
                self.play(Create(down), run_time=0.7)
            x = fresh
        with np.errstate(all="ignore"):
            close = abs(f(x)) < 1e-3
        note = say(
            self,
            "The right digits about double with each step" if close
            else "From this start the method leaves the picture: the first guess matters",
            note
        )
        self.wait(2.2)
