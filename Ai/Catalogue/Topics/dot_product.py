#: name: Dot product of vectors
#: title: The dot product
#: strong: dot product, scalar product, inner product, angle between vector, angle between two vector, orthogonal vector
#: strong: perpendicular vector, projection of vector, vector projection
#: slot: AX 4 -9 9
#: slot: AY 1 -9 9
#: slot: BX 2 -9 9
#: slot: BY 3 -9 9
#: all-slots: yes
class DotProduct(Scene):
    def construct(self):
        a, b = np.array([{{AX}}, {{AY}}], dtype=float), np.array([{{BX}}, {{BY}}], dtype=float)
        begin(self, "{{TITLE}}", "{{NOTE}}")
        dot, size_a, size_b = float(a @ b), float(np.linalg.norm(a)), float(np.linalg.norm(b))
        shadow = dot / size_a ** 2 * a if size_a > 0 else np.zeros(2)
        reach = max(2.0, np.ceil(1.1 * max(np.abs(v).max() for v in (a, b, shadow))))
        axes, plane = make_plane(reach)
        plane.shift(2.9 * LEFT)
        zero, at_a, at_b, foot = axes.c2p(0, 0), axes.c2p(*a), axes.c2p(*b), axes.c2p(*shadow)
        names = VGroup(
            words(f"a = {pair(a)}", 28, AQUA), words(f"b = {pair(b)}", 28, ROSE)
        ).arrange(RIGHT, buff=0.7).move_to(3.6 * RIGHT + 2.1 * UP)
        self.play(FadeIn(plane), run_time=0.5)
        note = say(self, "Multiply matching entries and add")
        self.play(Create(arrow(zero, at_a, AQUA)), Create(arrow(zero, at_b, ROSE)), FadeIn(names), run_time=0.8)
        work = VGroup(
            words("a·b = a₁b₁ + a₂b₂", 26, INK, 5.6),
            words(f"= {num(a[0] * b[0])} {'+' if a[1] * b[1] >= 0 else '−'} {num(abs(a[1] * b[1]))} = {num(dot)}", 28, AMBER, 5.6),
        ).arrange(DOWN, buff=0.2, aligned_edge=LEFT).move_to(3.6 * RIGHT + 1.1 * UP)
        self.play(FadeIn(work), run_time=0.6)
        self.wait(0.9)
        note = say(self, "In the picture: drop b onto the line of a; the shadow's length times the length of a", note)
        far = max(1.0, size_a) / max(size_a, 1e-9)
        line = Line(axes.c2p(*(-a * far / max(1.0, far))), at_a, color=DIM, stroke_width=2)
        drop = Line(at_b, foot + 0.001 * UP, color=DIM, stroke_width=3)
        dark = Line(zero, foot + 0.001 * UP, color=AMBER, stroke_width=9)
        self.play(FadeIn(line), Create(drop), run_time=0.7)
        self.play(Create(dark), run_time=0.7)
        length = dot / size_a if size_a > 0 else 0.0
        text = VGroup(
            words(f"shadow {num(length)},  length of a {num(size_a)}", 24, INK, 5.6),
            words(f"{num(length)} · {num(size_a)} = {num(dot)}", 28, AMBER, 5.6),
        ).arrange(DOWN, buff=0.2, aligned_edge=LEFT).move_to(3.6 * RIGHT + 0.1 * DOWN)
        self.play(FadeIn(text), run_time=0.5)
        self.wait(0.8)
        if size_a * size_b > 0:
            angle = np.degrees(np.arccos(np.clip(dot / (size_a * size_b), -1, 1)))
            rule = words(
                f"cos θ = {num(dot)} / ({num(size_a)} · {num(size_b)}),  θ = {angle:.0f}°", 25, LIME, 5.6
            ).move_to(3.6 * RIGHT + 1.2 * DOWN)
            self.play(FadeIn(rule), run_time=0.5)
        end = (
            "It is 0: the arrows are perpendicular" if abs(dot) < 1e-9
            else "Positive: the arrows point to the same side; 0 would mean a right angle" if dot > 0
            else "Negative: the arrows point to opposite sides; 0 would mean a right angle"
        )
        note = say(self, end, note)
        self.wait(2.2)
