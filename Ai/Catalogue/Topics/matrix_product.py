#: name: Matrix multiplication
#: title: Matrix multiplication
#: strong: matrix multiplication, matrix product, multiply matrix, multiply matrice, multiplying matrix, multiplying matrice
#: strong: multiplication of matrice, product of matrice, multiply two matrice, multiplying two matrice, product of two matrice
#: strong: matrix times matrix, matrix multiply, multiplication matrix
#: slot: A00 1 -99 99
#: slot: A01 2 -99 99
#: slot: A10 3 -99 99
#: slot: A11 4 -99 99
#: slot: B00 5 -99 99
#: slot: B01 6 -99 99
#: slot: B10 7 -99 99
#: slot: B11 8 -99 99
#: all-slots: yes
class MatrixProduct(Scene):
    def construct(self):
        a, b = np.array(
            [[{{A00}}, {{A01}}], [{{A10}}, {{A11}}]], dtype=float
        ), np.array([[{{B00}}, {{B01}}], [{{B10}}, {{B11}}]], dtype=float)
        begin(self, "{{TITLE}}", "{{NOTE}}")
        c, gap = a @ b, 1.25
        places = {"a": np.array([-4.3, 0.6, 0]), "b": np.array([-0.9, 0.6, 0]), "c": np.array([3.4, 0.6, 0])}

        def spot(which, row, column, wide=gap):
            return places[which] + np.array([(column - 0.5) * wide, (0.5 - row) * 1.0, 0])

        def brackets(which, wide=gap):
            made = VMobject(color=DIM, stroke_width=3)
            for sign in (-1, 1):
                x = sign * (wide + 0.05)
                corners = [places[which] + np.array([x - sign * 0.18 * k, y, 0]) for k, y in ((1, 1.05), (0, 1.05), (0, -1.05), (1, -1.05))]
                made.start_new_path(corners[0]).add_points_as_corners(corners[1:])
            return made

        def entries(which, m, color):
            return VGroup(*[number(num(m[r, s]), 34, color).move_to(spot(which, r, s)) for r in range(2) for s in range(2)])

        wide = 1.6
        self.play(
            FadeIn(
                VGroup(brackets("a"), brackets("b"), brackets("c", wide))
            ), FadeIn(entries("a", a, AQUA)), FadeIn(entries("b", b, AMBER)),
            FadeIn(words("=", 36).move_to(1.15 * RIGHT + 0.6 * UP)), run_time=0.7)
        note = say(self, "Each entry of the product is a row of the first times a column of the second")
        old = None
        for r in range(2):
            for s in range(2):
                row = RoundedRectangle(
                    width=2 * gap, height=0.8, corner_radius=0.2, color=AQUA, stroke_width=3
                ).move_to((spot("a", r, 0) + spot("a", r, 1)) / 2)
                column = RoundedRectangle(
                    width=1.05, height=1.85, corner_radius=0.2, color=AMBER, stroke_width=3
                ).move_to((spot("b", 0, s) + spot("b", 1, s)) / 2)
                factors = [num(v) if v >= 0 else f"({num(v)})" for v in (b[0, s], b[1, s])]
                second = num(a[r, 1]) if a[r, 1] >= 0 else f"({num(a[r, 1])})"
                sum_text = words(
                    f"{num(a[r, 0])} · {factors[0]}  +  {second} · {factors[1]}  =  {num(c[r, s])}", 30, LIME
                ).move_to(1.6 * DOWN)
                fresh = VGroup(row, column, sum_text)
                self.play(FadeIn(fresh), *([FadeOut(old)] if old else []), run_time=0.4)
                self.play(FadeIn(number(num(c[r, s]), 34, LIME).move_to(spot("c", r, s, wide)), scale=1.4), run_time=0.4)
                self.wait(0.8)
                old = fresh
        self.play(FadeOut(old), run_time=0.3)
        same = np.allclose(c, b @ a)
        note = say(
            self,
            "For these two the order does not matter; in general it does" if same else "The order matters: BA is another matrix",
            note
        )
        if not same:
            d = b @ a
            self.play(FadeIn(words(f"BA has the rows {pair(d[0])} and {pair(d[1])}", 26, VIOLET).move_to(1.6 * DOWN)), run_time=0.5)
        self.wait(2.2)
