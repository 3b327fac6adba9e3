#: name: Normal distribution
#: title: The normal distribution
#: strong: normal distribution, gaussian, bell curve, standard deviation, 68 95 99
#: slot: MEAN 0 -1000 1000 | mean, average, mu, centre, center
#: slot: SIGMA 1 0.1 500 | standard deviation, deviation, sigma, sd, spread
class NormalDistribution(Scene):
    def construct(self):
        mean, sigma = {{MEAN}}, {{SIGMA}}
        begin(self, "{{TITLE}}", "{{NOTE}}")
        a, b, peak = mean - 3.6 * sigma, mean + 3.6 * sigma, 0.4 / sigma

        def f(x):
            return np.exp(-((x - mean) / sigma) ** 2 / 2) / (sigma * np.sqrt(2 * np.pi))

        axes = Axes(
            x_range=[a, b, sigma], y_range=[0, peak * 1.1, peak], x_length=11, y_length=4.2, tips=False,
            axis_config={"color": DIM, "include_ticks": False}
        )
        axes.y_axis.set_opacity(0)
        axes.shift(0.2 * DOWN)
        names = VGroup(
            *[words(f"{mean + k * sigma:.4g}", 18, DIM).next_to(axes.c2p(mean + k * sigma, 0), DOWN, buff=0.15) for k in range(-3, 4)]
        )
        graph = curve(axes, f, a, b, 0, peak * 1.1)
        note = say(self, f"Values cluster around the mean {mean:g} and thin out evenly on both sides")
        self.play(Create(axes.x_axis), FadeIn(names), run_time=0.8)
        self.play(Create(graph), run_time=1.6)
        old = None
        for k, share, color in ((1, "68.3 %", AMBER), (2, "95.4 %", LIME), (3, "99.7 %", VIOLET)):
            xs = np.linspace(mean - k * sigma, mean + k * sigma, 81)
            area = Polygon(
                *[axes.c2p(x, f(x)) for x in xs], axes.c2p(xs[-1], 0), axes.c2p(xs[0], 0), fill_color=color,
                fill_opacity=0.45, stroke_width=0
            )
            label = words(f"{share} within {k} standard deviation{'s' if k > 1 else ''}", 24, color).move_to(2.35 * UP)
            self.play(FadeIn(area), FadeIn(label), *([FadeOut(old)] if old else []), run_time=0.8)
            self.wait(0.9)
            old = VGroup(area, label)
        note = say(self, "Sums of many small independent effects take this shape", note)
        self.wait(2)
