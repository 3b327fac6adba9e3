#: name: Fourier series of a square wave
#: title: Fourier series: a square wave from sines
#: strong: fourier, fourier series, fourier transform, square wave, harmonic
class FourierSeries(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        axes, marks = make_axes(-6.5, 6.5, -1.6, 1.6, 11.5, 3.8)
        VGroup(axes, marks).shift(0.35 * DOWN)
        self.play(Create(axes), FadeIn(marks), run_time=0.8)
        goal = curve(axes, lambda x: np.where(np.sin(x) < 0, -1.0, 1.0), -6.5, 6.5, -1.6, 1.6, DIM, 3)
        note = say(self, "A square wave jumps between -1 and 1")
        self.play(Create(goal), run_time=1)
        law = formula(
            r"\frac{4}{\pi}\left(\sin x + \frac{\sin 3x}{3} + \frac{\sin 5x}{5} + \cdots\right)", 32, AMBER, 6
        ).move_to(2.45 * UP + 1.5 * LEFT)
        note = say(self, "Add sines of odd frequency: each is faster and smaller than the last", note)
        self.play(FadeIn(law), run_time=0.6)
        old, tag = None, None
        for n in (1, 2, 3, 5, 9, 25):
            new = curve(
                axes, lambda x: 4 / np.pi * sum(np.sin((2 * k + 1) * x) / (2 * k + 1) for k in range(n)), -6.5, 6.5,
                -1.6, 1.6, AMBER, 4, 401 if n > 8 else 201
            )
            label = words(f"{n} terms" if n > 1 else "1 term", 26, AMBER).move_to(5 * RIGHT + 2.45 * UP)
            if old is None:
                self.play(Create(new), FadeIn(label), run_time=0.9)
            else:
                self.play(FadeOut(old), FadeIn(new), FadeOut(tag), FadeIn(label), run_time=0.5)
            old, tag = new, label
            self.wait(0.3)
        note = say(self, "The sum tends to the square wave; a small overshoot stays at each jump", note)
        self.wait(1.5)
