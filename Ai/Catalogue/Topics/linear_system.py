#: name: System of two linear equations
#: title: Two linear equations
#: strong: system of equation, system of linear equation, system of two linear equation, simultaneous equation
#: strong: two linear equation, two equation, linear system, pair of linear equation, elimination method, intersection of two line
#: strong: intersection of line, where line cross, two unknown, linear equation with two unknown, 2 linear equation, 2 equation
#: strong: 2 unknown
#: slot: A1 1 -20 20
#: slot: B1 2 -20 20
#: slot: C1 8 -200 200
#: slot: A2 3 -20 20
#: slot: B2 -1 -20 20
#: slot: C2 3 -200 200
#: all-slots: yes
#: equations: yes
class LinearSystem(Scene):
    def construct(self):
        m, c = np.array([[{{A1}}, {{B1}}], [{{A2}}, {{B2}}]], dtype=float), np.array([{{C1}}, {{C2}}], dtype=float)
        begin(self, "{{TITLE}}", "{{NOTE}}")
        det = float(m[0, 0] * m[1, 1] - m[0, 1] * m[1, 0])
        cross = np.linalg.solve(m, c) if abs(det) > 1e-9 else None
        feet = [abs(c[k]) / max(np.linalg.norm(m[k]), 1e-9) for k in range(2)]
        reach = 1.5 * max(2.0, *(np.abs(cross) if cross is not None else feet))
        a, b = -reach, reach
        axes, marks = make_axes(a, b, a, b, 7, 5.1)
        VGroup(axes, marks).shift(3 * LEFT)

        def text(k):
            x, y = m[k]
            parts = [f"{'' if abs(x) == 1 else num(abs(x))}x"] if x else []
            front = "−" if x < 0 else ""
            if y:
                sign = (" + " if y > 0 else " − ") if parts else ("−" if y < 0 else "")
                parts.append(sign + f"{'' if abs(y) == 1 else num(abs(y))}y")
            return front + "".join(parts or ["0"]) + f" = {num(c[k])}"

        def line(k, color):
            """The part of the line that lies inside the picture."""
            normal, size = m[k], float(m[k] @ m[k])
            if size < 1e-12:
                return Dot(axes.c2p(0, 0), color=color)
            foot, way = normal * c[k] / size, np.array([-normal[1], normal[0]]) / np.sqrt(size)
            low, high = -4 * reach, 4 * reach
            for s, d in zip(foot, way):
                if abs(d) > 1e-9:
                    ends = sorted(((a - s) / d, (b - s) / d))
                    low, high = max(low, ends[0]), min(high, ends[1])
            return Line(axes.c2p(*(foot + low * way)), axes.c2p(*(foot + high * way)), color=color, stroke_width=5)

        rows = VGroup(
            words(text(0), 32, AQUA, 4.6), words(text(1), 32, ROSE, 4.6)
        ).arrange(DOWN, buff=0.3, aligned_edge=LEFT).move_to(3.7 * RIGHT + 1.8 * UP)
        self.play(FadeIn(VGroup(axes, marks)), FadeIn(rows), run_time=0.6)
        note = say(self, "All points that solve one equation form a line")
        first, second = line(0, AQUA), line(1, ROSE)
        self.play(Create(first), run_time=0.9)
        self.wait(0.5)
        self.play(Create(second), run_time=0.9)
        if cross is None:
            same = abs(m[0, 0] * c[1] - m[1, 0] * c[0]) + abs(m[0, 1] * c[1] - m[1, 1] * c[0]) < 1e-9
            note = say(
                self,
                "Both equations give the same line: every point of it is a solution" if same
                else "The lines are parallel: no point solves both equations",
                note
            )
            end = words("endlessly many solutions" if same else "no solution", 30, LIME).move_to(3.7 * RIGHT + 0.2 * UP)
            self.play(FadeIn(end), run_time=0.5)
            self.wait(4)
            return
        note = say(self, "Only the crossing point solves both", note)
        spot = axes.c2p(*cross)
        self.play(FadeIn(Dot(spot, color=LIME, radius=0.12), scale=2), run_time=0.5)
        guides = VMobject(color=LIME, stroke_width=2)
        for end in (axes.c2p(cross[0], 0), axes.c2p(0, cross[1])):
            guides.append_points(Line(spot, end + 1e-4 * UR).points)
        self.play(Create(guides), run_time=0.5)
        note = say(self, "To find it, cross-multiply so that one unknown drops out", note)
        sign = np.sign(det)
        top = (sign * (c[0] * m[1, 1] - c[1] * m[0, 1]), sign * (m[0, 0] * c[1] - m[1, 0] * c[0]))
        work = VGroup(
            words("without y:", 22, DIM), words(f"{num(abs(det))} x = {num(top[0])}", 28, INK, 4.6),
            words("without x:", 22, DIM), words(f"{num(abs(det))} y = {num(top[1])}", 28, INK, 4.6),
        ).arrange(DOWN, buff=0.18, aligned_edge=LEFT).align_to(rows, LEFT).set_y(0)
        self.play(FadeIn(work), run_time=0.6)
        self.wait(0.8)
        found = words(f"x = {num(cross[0])},  y = {num(cross[1])}", 32, LIME, 4.8).align_to(rows, LEFT).set_y(-1.75)
        self.play(FadeIn(found), run_time=0.5)
        self.wait(2.2)
