#: name: Linear map of a 2x2 matrix
#: title: A matrix as a linear map
#: strong: linear map, linear transformation, matrix transformation, transformation matrix, determinant
#: weak: matrix, linear algebra, matrice
#: slot: M00 1 -4 4
#: slot: M01 1 -4 4
#: slot: M10 0 -4 4
#: slot: M11 1.5 -4 4
#: all-slots: yes
class LinearMap(Scene):
    def construct(self):
        m = np.array([[{{M00}}, {{M01}}], [{{M10}}, {{M11}}]], dtype=float)
        begin(self, "{{TITLE}}", "{{NOTE}}")
        plane = NumberPlane(x_range=[-5, 5, 1], y_range=[-3, 3, 1], x_length=7.5, y_length=4.5,
                            background_line_style={"stroke_color": AQUA, "stroke_opacity": 0.45, "stroke_width": 1.5}, axis_config={"color": DIM}, faded_line_ratio=0)
        plane.shift(2.4 * LEFT)
        zero, unit = plane.c2p(0, 0), plane.c2p(1, 0) - plane.c2p(0, 0)
        scale = float(np.linalg.norm(unit))
        limit = max(1.0, np.abs(m).max() / 2.2, np.abs(m.sum(axis=1)).max() / 2.6)
        ghost = plane.copy().set_opacity(0.25)
        square = Polygon(*[plane.c2p(*p) for p in ((0, 0), (1, 0), (1, 1), (0, 1))], color=AMBER, fill_opacity=0.35, stroke_width=2)
        i = Arrow(zero, plane.c2p(1, 0), buff=0, color=LIME)
        j = Arrow(zero, plane.c2p(0, 1), buff=0, color=ROSE)
        moving = VGroup(plane, square)
        rows = [[f"{v:g}" for v in row] for row in m]
        law = MathTex(r"\begin{pmatrix}" + r"\\".join(" & ".join(row) for row in rows) + r"\end{pmatrix}", font_size=52, color=INK).move_to(4.6 * RIGHT + 1.4 * UP)
        note = say(self, "The columns say where the two unit arrows go")
        self.add(ghost)
        self.play(Create(plane), run_time=1)
        self.play(FadeIn(square), GrowArrow(i), GrowArrow(j), FadeIn(law), run_time=0.8)
        key = VGroup(words(f"green goes to ({m[0, 0]:g}, {m[1, 0]:g})", 22, LIME, 3.8), words(f"red goes to ({m[0, 1]:g}, {m[1, 1]:g})", 22, ROSE, 3.8)).arrange(DOWN, buff=0.25).next_to(law, DOWN, buff=0.5)
        self.play(FadeIn(key), run_time=0.5)
        if limit > 1:
            everything = VGroup(plane, ghost, square, i, j)
            self.play(everything.animate.scale(1 / limit, about_point=zero), run_time=0.8)
            scale = scale / limit
        note = say(self, "Every other point follows: grid lines stay straight, parallel and even", note)

        def image(p):
            return zero + scale * np.array([m[0, 0] * p[0] + m[0, 1] * p[1], m[1, 0] * p[0] + m[1, 1] * p[1], 0])

        def carry(p):
            q = (p - zero) / scale
            return image(q)

        tips = [Arrow(zero, image(np.array(v)), buff=0, color=c) if np.linalg.norm(image(np.array(v)) - zero) > 0.05 else Dot(zero, color=c)
                for v, c in (((1, 0), LIME), ((0, 1), ROSE))]
        near = VGroup(*[line for line in plane.background_lines])
        clip = Rectangle(width=0.01, height=0.01, stroke_opacity=0).move_to(zero)
        self.add(clip)
        veil = VGroup(
            Rectangle(width=16, height=1.2, fill_color=BACK, fill_opacity=1, stroke_width=0).move_to(3.45 * UP),
            Rectangle(width=16, height=1.25, fill_color=BACK, fill_opacity=1, stroke_width=0).move_to(3.4 * DOWN),
            Rectangle(width=5.4, height=9, fill_color=BACK, fill_opacity=1, stroke_width=0).move_to(4.6 * RIGHT),
        ).set_z_index(1)
        front = [mob for mob in self.mobjects if mob not in (plane, ghost, square, i, j, clip)]
        for mob in front:
            mob.set_z_index(2)
        self.add(veil)
        self.play(moving.animate.apply_function(carry), Transform(i, tips[0]), Transform(j, tips[1]), run_time=3)
        det = m[0, 0] * m[1, 1] - m[0, 1] * m[1, 0]
        size = words(f"determinant = {det:g}", 24, AMBER, 3.8).next_to(key, DOWN, buff=0.4).set_z_index(2)
        self.play(FadeIn(size), run_time=0.5)
        self.wait(1)
        self.play(Indicate(square, color=AMBER, scale_factor=1.05), run_time=1)
        self.wait(1)
