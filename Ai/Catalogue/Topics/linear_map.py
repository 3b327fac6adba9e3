#: name: Linear map of a 2x2 matrix
#: title: A matrix as a linear map
#: strong: linear map, linear transformation, matrix transformation, transformation matrix, determinant
#: weak: matrix, linear algebra, matrice
#: slot: M00 1 -9 9
#: slot: M01 1 -9 9
#: slot: M10 0 -9 9
#: slot: M11 1.5 -9 9
#: all-slots: yes
class LinearMap(Scene):
    def construct(self):
        m = np.array([[{{M00}}, {{M01}}], [{{M10}}, {{M11}}]], dtype=float)
        begin(self, "{{TITLE}}", "{{NOTE}}")
        reach = max(3.0, np.ceil(1.15 * max(np.abs(m).max(), np.abs(m.sum(axis=1)).max())))
        axes, plane = make_plane(reach)
        plane.shift(2.6 * LEFT)
        zero, unit = axes.c2p(0, 0), float(axes.c2p(1, 0)[0] - axes.c2p(0, 0)[0])

        def mapped_grid():
            """The images of the grid lines, each cut to what stays in the picture."""
            made = VMobject(color=AQUA, stroke_width=1.5, stroke_opacity=0.6)
            for k in range(-int(reach), int(reach) + 1):
                for p, way in (((k, 0), (0, 1)), ((0, k), (1, 0))):
                    p, way = np.array(p, dtype=float), np.array(way, dtype=float)
                    low, high = -reach, reach
                    start, step = m @ p, m @ way
                    for s, d in zip(start, step):
                        if abs(d) < 1e-9:
                            low, high = (low, high) if abs(s) <= reach else (0.0, 0.0)
                            continue
                        ends = sorted(((-reach - s) / d, (reach - s) / d))
                        low, high = max(low, ends[0]), min(high, ends[1])
                    if high <= low:
                        low = high = 0.0
                        start = np.zeros(2)
                    made.append_points(
                        Line(
                            zero + unit * np.append(start + low * step, 0),
                            zero + unit * np.append(start + high * step, 0) + 1e-6 * UP
                        ).points
                    )
            return made

        def image(x, y):
            return axes.c2p(*(m @ np.array([x, y], dtype=float)))

        corners = ((0, 0), (1, 0), (1, 1), (0, 1))
        square = Polygon(*[axes.c2p(*p) for p in corners], color=AMBER, fill_opacity=0.35, stroke_width=2)
        goal = Polygon(*[image(*p) for p in corners], color=AMBER, fill_opacity=0.35, stroke_width=2)
        i, j = arrow(zero, axes.c2p(1, 0), LIME), arrow(zero, axes.c2p(0, 1), ROSE)
        rows = r"\\".join(" & ".join(f"{v:g}" for v in row) for row in m)
        law = formula(r"\begin{pmatrix}" + rows + r"\end{pmatrix}", 52, INK, 4).move_to(3.8 * RIGHT + 1.4 * UP)
        key = VGroup(
            words(f"green goes to {pair(m[:, 0])}", 24, LIME, 4.6), words(f"red goes to {pair(m[:, 1])}", 24, ROSE, 4.6),
        ).arrange(DOWN, buff=0.25).next_to(law, DOWN, buff=0.5)
        note = say(self, "The columns say where the two unit arrows go")
        self.play(FadeIn(plane), run_time=0.5)
        self.play(FadeIn(square), Create(i), Create(j), FadeIn(law), run_time=0.7)
        self.play(FadeIn(key), run_time=0.4)
        self.wait(0.6)
        note = say(self, "Every other point follows: grid lines stay straight, parallel and even", note)
        still = VMobject(color=AQUA, stroke_width=1.5, stroke_opacity=0.6)
        for k in range(-int(reach), int(reach) + 1):
            for ends in (((k, -reach), (k, reach)), ((-reach, k), (reach, k))):
                still.append_points(Line(axes.c2p(*ends[0]), axes.c2p(*ends[1])).points)
        self.bring_to_back(still)
        self.play(
            Transform(still, mapped_grid()), Transform(square, goal), Transform(
                i, arrow(zero, image(1, 0), LIME)
            ), Transform(j, arrow(zero, image(0, 1), ROSE)),
            run_time=2.2)
        det = float(m[0, 0] * m[1, 1] - m[0, 1] * m[1, 0])
        size = words(f"determinant = {num(det)}", 26, AMBER, 4.6).next_to(key, DOWN, buff=0.45)
        text = "The determinant is the area of the image of the unit square" + (", negative where it is turned over" if det < 0 else "")
        note = say(self, text if abs(det) > 1e-9 else "Determinant 0: the plane is pressed onto a line or a point", note)
        self.play(FadeIn(size), Indicate(square, color=AMBER, scale_factor=1.05), run_time=0.8)
        self.wait(2)
