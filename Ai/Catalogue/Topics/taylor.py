#: name: Taylor series
#: title: Taylor polynomials of {{F_TEXT}}
#: strong: taylor, maclaurin, taylor series, taylor polynomial, power series
#: function: sin(x)
#: range: -6 6
#: point: 0
class TaylorSeries(Scene):
    def construct(self):
        def f(x):
            return {{F_PY}} + 0 * x

        a, b, low, high = {{A}}, {{B}}, {{LOW}}, {{HIGH}}
        if (a, b) == (-6, 6):
            # The usual range hides the start of a function that grows fast, such as e^x.
            ys = f(np.linspace(a, b, 241))
            while b > 2 and np.all(np.isfinite(ys)) and np.ptp(ys) > 25 * max(1.0, abs(float(f(np.float64(0))))):
                a, b = 0.8 * a, 0.8 * b
                ys = f(np.linspace(a, b, 241))
                low, high = float(ys.min()), float(ys.max())
        pad = 0.25 * (high - low)
        low, high = low - pad, high + pad
        begin(self, "{{TITLE}}", "{{NOTE}}")
        axes, marks = make_axes(a, b, low, high, 11)
        self.play(Create(axes), FadeIn(marks), run_time=0.8)
        self.play(Create(curve(axes, f, a, b, low, high, DIM, 6)), run_time=1)
        c = 0.0 if a < 0 < b else {{POINT}}
        reach = min(1.0, 0.45 * min(c - a, b - c))
        nodes = c + reach * np.cos((np.arange(25) + 0.5) * np.pi / 25)
        with np.errstate(all="ignore"):
            heights = np.array([float(f(np.float64(x))) for x in nodes])
        known = np.isfinite(heights)
        near = np.polynomial.Chebyshev.fit(nodes[known], heights[known], min(14, max(0, known.sum() - 1)))
        terms, rest, power = [], near, 1.0
        for k in range(10):
            terms.append(float(rest(c)) / power)
            rest, power = rest.deriv(), power * (k + 1)
        note = say(self, f"Match the value and the derivatives at x = {c:.3g} with a polynomial")
        self.play(FadeIn(Dot(axes.c2p(c, terms[0]), color=AMBER)), run_time=0.4)
        old, tag = None, None
        for degree in (1, 2, 3, 5, 7, 9):
            use = terms[:degree + 1]
            new = curve(axes, lambda x: sum(t * (x - c) ** k for k, t in enumerate(use)), a, b, low, high, AMBER)
            label = words(f"degree {degree}", 28, AMBER).move_to(5 * RIGHT + 2.3 * UP)
            if old is None:
                self.play(Create(new), FadeIn(label), run_time=0.9)
            else:
                self.play(FadeOut(old), FadeIn(new), FadeOut(tag), FadeIn(label), run_time=0.5)
            old, tag = new, label
            self.wait(0.4)
            if degree == 3:
                note = say(self, "Each further term keeps the polynomial close over a wider stretch", note)
        self.wait(1.2)
