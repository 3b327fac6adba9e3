#: name: Quadratic equation and its roots
#: title: The parabola y = {{F_TEXT}}
#: strong: quadratic, quadratic equation, quadratic formula, parabola, completing square
#: weak: root, vertex
#: function: x^2 - 2x - 3
#: quadratic: yes
#: range: -4 6
class Quadratic(Scene):
    def construct(self):
        qa, qb, qc = {{QA}}, {{QB}}, {{QC}}
        begin(self, "{{TITLE}}", "{{NOTE}}")
        disc, h = qb * qb - 4 * qa * qc, -qb / (2 * qa)
        k = qa * h * h + qb * h + qc
        reach = max(1.7 * np.sqrt(abs(disc)) / (2 * abs(qa)), 1.5, 1.2 * min(abs(h), 6))
        a, b = h - reach, h + reach
        ends = [k, qa * (a - h) ** 2 + k, 0.0]
        low, high = min(ends) - 0.1 * np.ptp(ends), max(ends) + 0.1 * np.ptp(ends)
        axes, marks = make_axes(a, b, low, high, 8.6)
        VGroup(axes, marks).shift(2.1 * LEFT)
        law = formula(r"y = {{F_TEX}}", 34, AQUA, 3.7).move_to(4.85 * RIGHT + 1.9 * UP)
        self.play(Create(axes), FadeIn(marks), FadeIn(law), run_time=1)
        note = say(self, "A quadratic function draws a parabola")
        self.play(Create(curve(axes, lambda x: qa * x * x + qb * x + qc, a, b, low, high)), run_time=1.6)
        note = say(self, "It is symmetric about the line through its vertex", note)
        mirror = DashedLine(axes.c2p(h, low), axes.c2p(h, high), color=VIOLET, stroke_width=2)
        top = Dot(axes.c2p(h, k), color=VIOLET)
        tag = words(f"vertex ({h:.3g}, {k:.3g})", 22, VIOLET, 3.7).move_to(4.85 * RIGHT + 1.1 * UP)
        self.play(Create(mirror), FadeIn(top), FadeIn(tag), run_time=1)
        note = say(self, "The formula finds where the parabola meets the x axis", note)
        rule = formula(r"x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}", 34, INK, 3.7).move_to(4.85 * RIGHT)
        self.play(FadeIn(rule), run_time=0.6)
        size = words(f"b² - 4ac = {disc:.4g}", 22, INK, 3.7).move_to(4.85 * RIGHT + 0.9 * DOWN)
        self.play(FadeIn(size), run_time=0.5)
        roots = [] if disc < 0 else sorted({round(h - np.sqrt(disc) / (2 * qa), 6), round(h + np.sqrt(disc) / (2 * qa), 6)})
        text = "no real root: it stays on one side" if not roots else "   ".join(f"x = {r:.4g}" for r in roots)
        found = words(text, 24, AMBER, 3.7).move_to(4.85 * RIGHT + 1.6 * DOWN)
        self.play(FadeIn(found), *[GrowFromCenter(Dot(axes.c2p(r, 0), color=AMBER, radius=0.11)) for r in roots], run_time=0.8)
        self.wait(2.5)
