#: name: Fibonacci numbers and the golden ratio
#: title: Fibonacci numbers and the golden ratio
#: strong: fibonacci, golden ratio, golden spiral, golden section
class Fibonacci(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        note = say(self, "Each number is the sum of the two before it")
        f = [1, 1, 2, 3, 5, 8, 13]
        row = words("1   1   2   3   5   8   13   21   ...", 30, AMBER).move_to(2.5 * UP)
        self.play(FadeIn(row), run_time=0.8)
        unit, box, art = 0.2, [0.0, 0.0, 1.0, 1.0], VGroup()
        square, starts = [(0.0, 0.0, 1)], [(0, 0)]
        for k, n in enumerate(f[1:]):
            x0, y0, x1, y1 = box
            way = k % 4
            p = ((x1, y0), (x0, y1), (x0 - n, y0), (x0, y0 - n))[way]
            square.append((p[0], p[1], n))
            box = [min(x0, p[0]), min(y0, p[1]), max(x1, p[0] + n), max(y1, p[1] + n)]
        for k, (x, y, n) in enumerate(square):
            s = Square(n * unit, stroke_color=BACK, stroke_width=2, fill_color=(AQUA, VIOLET, ROSE, AMBER, LIME)[k % 5], fill_opacity=0.8)
            s.move_to(unit * np.array([x + n / 2, y + n / 2, 0]))
            art.add(VGroup(s, words(str(n), min(30, 9 * n ** 0.6 + 3), BACK).move_to(s)))
        art.move_to(3 * LEFT + 0.3 * DOWN)
        self.play(LaggedStart(*[FadeIn(piece, scale=0.6) for piece in art], lag_ratio=0.5), run_time=3.5)
        note = say(self, "Squares with these sides always fit together", note)
        self.wait(1)
        note = say(self, "The ratio of neighbours settles at the golden ratio", note)
        rows = VGroup(*[words(f"{b} / {a} = {b / a:.4f}", 24) for a, b in ((2, 3), (3, 5), (5, 8), (8, 13), (13, 21))]).arrange(DOWN, buff=0.22).move_to(3.6 * RIGHT + 0.4 * UP)
        self.play(LaggedStart(*[FadeIn(r) for r in rows], lag_ratio=0.4), run_time=2)
        law = formula(r"\varphi = \frac{1 + \sqrt{5}}{2} \approx 1.6180", 38, LIME, 5).next_to(rows, DOWN, buff=0.4)
        self.play(Write(law), run_time=0.8)
        self.wait(1.8)
