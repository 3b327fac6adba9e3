#: name: Central limit theorem
#: title: The central limit theorem
#: strong: central limit theorem, central limit, clt, sum of many dice, distribution of averages, distribution of the mean
class CentralLimit(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        die = np.full(6, 1 / 6)

        def sums(n):
            chances = np.array([1.0])
            for _ in range(n):
                chances = np.convolve(chances, die)
            return np.arange(n, 6 * n + 1), chances

        def bars(n):
            values, chances = sums(n)
            mean, spread = 3.5 * n, np.sqrt(35 / 12 * n)
            wide = 9.6 / 8 / spread
            group = VGroup()
            for value, chance in zip(values, chances):
                at = (value - mean) / spread
                if abs(at) <= 4:
                    tall = 7.4 * chance * spread
                    bar = Rectangle(width=0.86 * wide, height=max(0.01, tall), stroke_width=0, fill_color=AQUA, fill_opacity=0.8)
                    group.add(bar.move_to([1.2 * at, -2.2 + tall / 2, 0]))
            return group

        def tag(n):
            return words(f"sum of {n} dice" if n > 1 else "one die", 30, AMBER).move_to([4.6, 2.2, 0])

        line = Line([-5, -2.2, 0], [5, -2.2, 0], color=DIM, stroke_width=2)
        note = say(self, "One die: all six results are equally likely. The picture is flat")
        now, name = bars(1), tag(1)
        self.play(Create(line), FadeIn(now), FadeIn(name), run_time=0.8)
        self.wait(1.2)
        texts = {
            2: "Two dice: a sum in the middle comes from more throws than one at the edge",
            3: "Three dice: the triangle becomes round",
            5: "More dice, drawn at the same width and area",
            12: "Extremes need that all dice agree, which is rare",
        }
        for n, text in texts.items():
            note = say(self, text, note)
            after, title = bars(n), tag(n)
            self.play(FadeOut(now), FadeIn(after), FadeOut(name), FadeIn(title), run_time=0.9)
            now, name = after, title
            self.wait(1.3)
        note = say(self, "The shape comes ever closer to the bell curve, whatever the single die is like", note)
        xs = np.linspace(-4, 4, 200)
        bell = VMobject(color=LIME, stroke_width=5).set_points_as_corners(
            [[1.2 * x, -2.2 + 7.4 * np.exp(-x * x / 2) / np.sqrt(TAU), 0] for x in xs])
        law = formula(r"\frac{X_1 + \dots + X_n - n\mu}{\sigma \sqrt{n}} \to N(0, 1)", 36, LIME, 4.2).move_to([-4.4, 1.7, 0])
        self.play(Create(bell), run_time=1.5)
        self.play(FadeIn(law), run_time=0.6)
        self.wait(2.5)
