#: name: Angle sum of the triangle
#: title: The angles of a triangle sum to 180°
#: strong: angle sum, sum of the angles, angles of a triangle, angles in a triangle, triangle angles, triangle 180, interior angles
class AngleSum(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        a, b, c = np.array([-3.2, -1.7, 0]), np.array([2.6, -1.7, 0]), np.array([-0.9, 1.4, 0])
        triangle = Polygon(a, b, c, color=INK, stroke_width=4, fill_color=PLATE, fill_opacity=0.6)

        def corner(at, one, other, color):
            start, end = (np.arctan2(*(p - at)[1::-1]) for p in (one, other))
            return Sector(radius=0.75, start_angle=start, angle=(end - start) % TAU, color=color, fill_opacity=0.85).shift(at)

        alpha, beta, gamma = corner(a, b, c, AQUA), corner(b, c, a, AMBER), corner(c, a, b, ROSE)
        names = VGroup(*[
            formula(name, 38).move_to(at + 1.15 * (middle - at) / np.linalg.norm(middle - at))
            for name, at, middle in ((r"\alpha", a, (b + c) / 2), (r"\beta", b, (a + c) / 2), (r"\gamma", c, (a + b) / 2))
        ])
        note = say(self, "Any triangle, with its three angles")
        self.play(Create(triangle), run_time=0.8)
        self.play(FadeIn(alpha), FadeIn(beta), FadeIn(gamma), FadeIn(names), run_time=0.6)
        self.wait(1.2)
        note = say(self, "Draw the line through the top that is parallel to the base", note)
        parallel = DashedLine(c + 4 * LEFT, c + 4.6 * RIGHT, color=VIOLET, stroke_width=3)
        base = DashedLine(a + 1.2 * LEFT, b + 1.2 * RIGHT, color=VIOLET, stroke_width=2)
        self.play(Create(parallel), Create(base), run_time=0.9)
        self.wait(1)
        note = say(self, "A half turn about the middle of a side carries its lower angle to the top: both are equal", note)
        for sector, middle in ((alpha, (a + c) / 2), (beta, (b + c) / 2)):
            dot = Dot(middle, color=LIME)
            moved = sector.copy()
            self.play(FadeIn(dot), run_time=0.3)
            self.play(Rotate(moved, PI, about_point=middle), run_time=1.4)
            self.play(FadeOut(dot), run_time=0.2)
        self.wait(0.8)
        note = say(self, "At the top the three angles make a straight line, so their sum is 180°", note)
        law = formula(r"\alpha + \beta + \gamma = 180^{\circ}", 44, LIME).move_to(4.4 * RIGHT + 0.2 * DOWN)
        self.play(FadeIn(law), Indicate(parallel, color=LIME), run_time=1)
        self.wait(2.5)
