#: name: Law of large numbers
#: title: The law of large numbers
#: strong: law of large number, large number, coin toss, coin flip, flipping coin, tossing coin
class LargeNumbers(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        axes, marks = make_axes(0, 600, 0, 1, 10.5)
        rng = np.random.default_rng(7)
        self.play(Create(axes), FadeIn(marks), run_time=0.9)
        rule = DashedLine(axes.c2p(0, 0.5), axes.c2p(600, 0.5), color=INK, stroke_width=2)
        note = say(self, "Toss a fair coin again and again; plot the share of heads so far")
        self.play(Create(rule), run_time=0.5)
        paths = []
        for color in (AQUA, AMBER, ROSE):
            share = np.cumsum(rng.integers(0, 2, 600)) / np.arange(1, 601)
            paths.append(VMobject(color=color, stroke_width=3).set_points_as_corners([axes.c2p(k + 1, y) for k, y in enumerate(share)]))
        self.play(Create(paths[0]), run_time=2.4, rate_func=linear)
        note = say(self, "Other runs start differently ...", note)
        self.play(Create(paths[1]), Create(paths[2]), run_time=2.4, rate_func=linear)
        note = say(self, "... but all settle near the true probability 1/2", note)
        self.wait(2)
