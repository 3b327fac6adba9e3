#: name: Euler's formula
#: title: Why e to the power iπ is −1
#: strong: euler formula, euler identity, e i pi, e to the i pi, eulers formula, eulers identity, e to the power i pi, e ipi, e i x
class EulerFormula(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        plane, group = make_plane(2.6, 5.2)
        VGroup(group).shift(3.6 * LEFT)
        note = say(self, "e to the power x is (1 + x/n) multiplied n times by itself, with n as large as we like")
        law = formula(r"e^x = \lim_{n \to \infty} \left(1 + \frac{x}{n}\right)^n", 42, AQUA, 5).move_to([3.6, 1.9, 0])
        self.play(FadeIn(group), FadeIn(law), run_time=0.9)
        note = say(self, "Put x = iπ: each factor is a small step upwards, and to multiply by it turns a little", note)
        tag, path = None, None
        for n, color in ((2, ROSE), (4, AMBER), (8, VIOLET), (24, AQUA), (120, LIME)):
            z = [(1 + 1j * np.pi / n) ** k for k in range(n + 1)]
            made = VMobject(color=color, stroke_width=4).set_points_as_corners([plane.c2p(min(w.real, 4), w.imag) for w in z])
            made.add(Dot(plane.c2p(z[-1].real, z[-1].imag), color=color, radius=0.08))
            label = words(f"n = {n}", 30, color).move_to([3.6, 0.6, 0])
            if path is None:
                self.play(Create(made), FadeIn(label), run_time=1)
            else:
                self.play(FadeOut(path), FadeIn(made), FadeOut(tag), FadeIn(label), run_time=0.7)
            path, tag = made, label
            self.wait(0.5)
        note = say(self, "With more and smaller steps the path becomes half of the unit circle: it ends at −1", note)
        end = formula(r"e^{i\pi} = -1", 52, LIME).move_to([3.6, -0.5, 0])
        self.play(FadeIn(end), run_time=0.7)
        self.wait(0.8)
        note = say(self, "Any other angle stops earlier on the circle, at the height sin θ and across at cos θ", note)
        self.play(FadeIn(formula(r"e^{i\theta} = \cos\theta + i \sin\theta", 42, AMBER, 5).move_to([3.6, -1.8, 0])), run_time=0.7)
        self.wait(3)
