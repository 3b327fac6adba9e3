#: name: Eigenvectors and eigenvalues
#: title: Eigenvectors and eigenvalues
#: strong: eigenvector, eigenvalue, eigen vector, eigen value, eigen, eigenspace, characteristic polynomial
#: slot: M00 2 -9 9
#: slot: M01 1 -9 9
#: slot: M10 1 -9 9
#: slot: M11 2 -9 9
#: all-slots: yes
class Eigenvectors(Scene):
    def construct(self):
        m = np.array([[{{M00}}, {{M01}}], [{{M10}}, {{M11}}]], dtype=float)
        begin(self, "{{TITLE}}", "{{NOTE}}")
        values, vectors = np.linalg.eig(m)
        real = bool(np.all(np.abs(values.imag) < 1e-9))
        everything = [m @ np.array([np.cos(t), np.sin(t)]) for t in np.linspace(0, TAU, 73)]
        reach = max(2.0, np.ceil(10.5 * max(np.linalg.norm(v) for v in everything)) / 10)
        axes, plane = make_plane(reach)
        plane.shift(2.9 * LEFT)
        zero = axes.c2p(0, 0)
        rows = r"\\".join(" & ".join(f"{v:g}" for v in row) for row in m)
        law = formula(r"A = \begin{pmatrix}" + rows + r"\end{pmatrix}", 44, INK, 4.4).move_to(3.6 * RIGHT + 1.8 * UP)
        self.play(FadeIn(plane), FadeIn(law), run_time=0.6)
        note = say(self, "The matrix A sends the arrow v to the arrow Av, which mostly points another way")
        t = ValueTracker(-0.35)

        def v():
            return np.array([np.cos(t.get_value()), np.sin(t.get_value())])

        first = moving_line(lambda: [zero, axes.c2p(*v())], AQUA, 6)
        second = moving_line(lambda: [zero, axes.c2p(*(m @ v()))], AMBER, 6)
        tips = [moving_dot(lambda: axes.c2p(*v()), AQUA), moving_dot(lambda: axes.c2p(*(m @ v())), AMBER)]
        key = VGroup(words("v", 28, AQUA), words("Av", 28, AMBER)).arrange(RIGHT, buff=0.8).move_to(3.6 * RIGHT + 0.75 * UP)
        self.play(FadeIn(first), FadeIn(second), *[FadeIn(tip) for tip in tips], FadeIn(key), run_time=0.5)
        found = []
        if real:
            for k in range(2):
                way = vectors[:, k].real
                angle = np.arctan2(way[1], way[0]) % PI
                if all(min(abs(angle - other), PI - abs(angle - other)) > 1e-3 for other, _, _ in found):
                    found.append((angle, way * np.sign(way[np.argmax(np.abs(way))]), float(values[k].real)))
        found.sort(key=lambda entry: entry[0])
        scalar = real and np.allclose(m, m[0, 0] * np.eye(2))
        for k, (angle, way, value) in enumerate(found):
            self.play(t.animate.set_value(angle), run_time=1.8)
            color = (LIME, VIOLET)[k]
            line = Line(zero - reach * (axes.c2p(*way) - zero), zero + reach * (axes.c2p(*way) - zero), color=color, stroke_width=3)
            line.scale(min(1.0, 2.5 / max(abs(line.get_right()[0] - zero[0]), abs(line.get_top()[1] - zero[1]))))
            text = "every v keeps its direction" if scalar else f"v along {pair(way / np.abs(way).max())}:  stays on its line"
            label = VGroup(
                words(text, 24, color, 5.6), words(f"Av = {num(value)} v", 28, color)
            ).arrange(DOWN, buff=0.15).move_to(3.6 * RIGHT + (0.05 - 1.2 * k) * UP)
            self.play(Create(line), FadeIn(label), run_time=0.6)
            if k == 0:
                note = say(self, "An arrow that keeps its line is an eigenvector; the factor is its eigenvalue", note)
            self.wait(0.5)
        if not found:
            self.play(t.animate.set_value(TAU), run_time=3.5, rate_func=linear)
            note = say(self, "Here Av never lines up with v: this matrix turns every arrow, it has no real eigenvalue", note)
        elif len(found) == 1:
            note = say(
                self,
                "Every direction is an eigenvector here" if scalar else "Only one line keeps its direction: a shear-like matrix",
                note
            )
        else:
            note = say(self, "Along these lines the matrix only stretches: that makes its powers easy", note)
        self.wait(2)
