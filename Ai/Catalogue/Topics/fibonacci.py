#: name: Fibonacci numbers and the golden ratio
#: title: Fibonacci numbers and the golden ratio
#: strong: fibonacci, golden ratio, golden spiral, golden section
#: slot: COUNT 9 5 20 whole | first, show, terms, term, count, n
class Fibonacci(Scene):
    def construct(self):
        count = {{COUNT}}
        begin(self, "{{TITLE}}", "{{NOTE}}")
        note = say(self, "Each number is the sum of the two before it")
        f = [1, 1]
        while len(f) < count:
            f.append(f[-1] + f[-2])
        row = words("   ".join(str(n) for n in f) + "   ...", 30, AMBER).move_to(2.5 * UP)
        self.play(FadeIn(row), run_time=0.6)
        drawn = f[:max(4, min(len(f), 8))]
        box, square = [0.0, 0.0, 1.0, 1.0], [(0.0, 0.0, 1)]
        for k, n in enumerate(drawn[1:]):
            x0, y0, x1, y1 = box
            p = ((x1, y0), (x0, y1), (x0 - n, y0), (x0, y0 - n))[k % 4]
            square.append((p[0], p[1], n))
            box = [min(x0, p[0]), min(y0, p[1]), max(x1, p[0] + n), max(y1, p[1] + n)]
        unit = min(6.4 / (box[2] - box[0]), 4.4 / (box[3] - box[1]))
        middle = np.array([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2, 0])
        place = 3 * LEFT + 0.35 * DOWN
        for k, (x, y, n) in enumerate(square):
            tile = Square(
                n * unit, stroke_color=BACK, stroke_width=2, fill_color=(AQUA, VIOLET, ROSE, AMBER, LIME)[k % 5],
                fill_opacity=0.8
            )
            tile.move_to(place + unit * (np.array([x + n / 2, y + n / 2, 0]) - middle))
            text = number(str(n), min(34, 60 * n * unit), BACK).move_to(tile)
            self.play(FadeIn(VGroup(tile, text) if n * unit > 0.2 else tile, scale=0.7), run_time=0.3)
        note = say(self, "Squares with these sides always fit together", note)
        self.wait(0.8)
        note = say(self, "The ratio of neighbours settles at the golden ratio", note)
        last = list(zip(f, f[1:]))[-5:]
        rows = VGroup(*[words(f"{b} / {a} = {b / a:.4f}", 24) for a, b in last]).arrange(DOWN, buff=0.22).move_to(3.8 * RIGHT + 0.5 * UP)
        self.play(FadeIn(rows, lag_ratio=0.3), run_time=1.2)
        law = formula(r"\varphi = \frac{1 + \sqrt{5}}{2} \approx 1.6180", 38, LIME, 5).next_to(rows, DOWN, buff=0.4)
        self.play(FadeIn(law), run_time=0.5)
        self.wait(2)
