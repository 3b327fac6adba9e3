#: name: Area of a circle and pi
#: title: Why the area of a circle is πr²
#: strong: circle area, area of circle, area of the circle, area of a circle, pi r squared, value of pi, what is pi
#: weak: circle, pi
class CircleArea(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        n, r = 24, 1.7
        step = TAU / n
        center = 4.4 * LEFT
        slices = VGroup(*[
            AnnularSector(
                inner_radius=0, outer_radius=r, angle=step, start_angle=k * step, fill_color=AQUA if k % 2 else AMBER,
                fill_opacity=0.9, stroke_width=0.5, stroke_color=BACK
            ).shift(center)
            for k in range(n)])
        note = say(self, "Cut a circle of radius r into thin slices")
        self.play(FadeIn(slices, lag_ratio=0.05), run_time=1.5)
        radius = Line(center, center + r * RIGHT, color=INK)
        name = formula("r", 36).next_to(radius, UP, buff=0.08)
        self.play(Create(radius), FadeIn(name), run_time=0.6)
        self.wait(0.4)
        self.play(FadeOut(radius), FadeOut(name), run_time=0.3)
        note = say(self, "Stack the slices head to tail", note)
        width = r * step
        rows = []
        for k, piece in enumerate(slices):
            up = k % 2 == 0
            middle = (k + 0.5) * step
            turn = (PI / 2 if up else -PI / 2) - middle
            goal = piece.copy().rotate(turn, about_point=center)
            start = np.array([-0.6 + k * width / 2, -r / 2 if up else r / 2, 0])
            rows.append(piece.animate(path_arc=0.4).become(goal.shift(start - center)))
        self.play(LaggedStart(*rows, lag_ratio=0.04), run_time=3)
        frame = VGroup(
            formula(r"\pi r", 40).next_to(slices, DOWN, buff=0.2),
            formula("r", 40).next_to(slices, LEFT, buff=0.25),
        )
        note = say(self, "Almost a rectangle: half the circumference wide, r high", note)
        self.play(FadeIn(frame), run_time=0.6)
        law = formula(r"A = \pi r \cdot r = \pi r^2", 48, LIME).move_to(2.1 * UP + 1.4 * RIGHT)
        self.play(FadeIn(law), run_time=0.6)
        note = say(self, "With ever thinner slices the rectangle becomes exact", note)
        self.wait(1.8)
