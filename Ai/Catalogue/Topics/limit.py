#: name: Limit of a function
#: title: The limit of {{F_TEXT}}
#: strong: limit of function, limit of a function, limit of the function, limit of a sequence, epsilon delta
#: weak: limit, limit of, limit at
#: function: sin(x)/x
#: range: -8 8
#: point: 0
class LimitOfFunction(Scene):
    def construct(self):
        def f(x):
            return {{F_PY}} + 0 * x

        a, b, low, high = {{A}}, {{B}}, {{LOW}}, {{HIGH}}
        c = {{POINT}}
        begin(self, "{{TITLE}}", "{{NOTE}}")
        axes, marks = make_axes(a, b, low, high, 8.6)
        VGroup(axes, marks).shift(2.1 * LEFT)
        self.play(Create(axes), FadeIn(marks), run_time=0.8)
        self.play(Create(curve(axes, f, a, b, low, high)), run_time=1)
        with np.errstate(all="ignore"):
            sides = [float(f(np.float64(c + s * 1e-6))) for s in (-1, 1)]
        exists = all(np.isfinite(sides)) and abs(sides[0] - sides[1]) < 1e-3 * (1 + abs(sides[0])) and abs(sides[0]) < 1e4
        gap, t = 0.4 * min(c - a, b - c), ValueTracker(1.0)

        def spot(sign):
            x = c + sign * gap * t.get_value()
            with np.errstate(all="ignore"):
                y = float(f(np.float64(x)))
            y = min(max(y, low), high) if np.isfinite(y) else low
            return axes.c2p(x, y)

        note = say(self, f"Let x come to {c:.3g} from both sides and watch the height")
        pair = [moving_dot(lambda: spot(-1), AMBER), moving_dot(lambda: spot(1), ROSE)]
        rule = DashedLine(axes.c2p(c, low), axes.c2p(c, high), color=VIOLET, stroke_width=2)
        self.play(Create(rule), FadeIn(pair[0]), FadeIn(pair[1]), run_time=0.7)

        def row(step):
            with np.errstate(all="ignore"):
                return words(f"f({c + step:.4g}) = {float(f(np.float64(c + step))):.5g}", 22, ROSE, 3.8)

        table = VGroup(
            *[row(gap * k) for k in (1, 0.1, 0.01, 0.001)]
        ).arrange(DOWN, buff=0.3, aligned_edge=LEFT).move_to(4.75 * RIGHT + 0.8 * UP)
        for k, line in zip((0.3, 0.1, 0.03, 0.005), table):
            self.play(t.animate.set_value(k), FadeIn(line), run_time=0.9)
        text = f"limit = {sum(sides) / 2:.4g}" if exists else "no limit here: the sides disagree"
        note = say(
            self,
            "Both sides come as near as we like to one number" if exists else "The two sides do not settle on one finite number",
            note
        )
        self.play(FadeIn(words(text, 28, LIME, 3.8).next_to(table, DOWN, buff=0.6)), run_time=0.6)
        self.wait(1.8)
