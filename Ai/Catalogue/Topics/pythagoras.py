#: name: Pythagorean theorem
#: title: The Pythagorean theorem
#: strong: pythagoras, pythagorean, pythagora, hypotenuse, right triangle, right angled triangle
#: slot: LEG_A 3 1 20 | a, first leg
#: slot: LEG_B 4 1 20 | b, second leg
class Pythagoras(Scene):
    def construct(self):
        leg_a, leg_b = {{LEG_A}}, {{LEG_B}}
        begin(self, "{{TITLE}}", "{{NOTE}}")
        unit = 3.4 / (leg_a + leg_b)
        a, b = max(leg_a * unit, 0.7), max(leg_b * unit, 0.7)
        s = a + b
        corner = np.array([-5.2, -1.9, 0])
        left = Square(s, color=DIM).move_to(corner + np.array([s / 2, s / 2, 0]))
        right = left.copy().shift(5.2 * RIGHT)

        def triangle(p, q, r, color):
            return Polygon(p, q, r, color=BACK, stroke_width=1.5, fill_color=color, fill_opacity=0.85)

        def at(x, y):
            return corner + np.array([x, y, 0])

        colors = (AQUA, LIME, ROSE, VIOLET)
        tilted = VGroup(
            triangle(at(0, 0), at(a, 0), at(0, b), colors[0]),
            triangle(at(s, 0), at(s, a), at(a, 0), colors[1]),
            triangle(at(s, s), at(b, s), at(s, a), colors[2]),
            triangle(at(0, s), at(0, b), at(b, s), colors[3]),
        )
        note = say(self, "Four equal right triangles in a square of side a + b leave a tilted square: c²")
        self.play(Create(left), run_time=0.6)
        self.play(FadeIn(tilted, lag_ratio=0.3), run_time=1.2)
        c2 = formula("c^2", 48, AMBER).move_to(at(s / 2, s / 2))
        names = VGroup(formula("a", 34).next_to(at(a / 2, 0), DOWN, buff=0.12), formula("b", 34).next_to(at(0, b / 2), LEFT, buff=0.12))
        self.play(FadeIn(c2), FadeIn(names), run_time=0.6)
        self.wait(1)
        note = say(self, "Move the same triangles: now two squares are left, a² and b²", note)
        shift = 5.2 * RIGHT
        copies = tilted.copy()
        goals = VGroup(
            triangle(at(0, a), at(0, s), at(a, s), colors[0]),
            triangle(at(a, 0), at(s, 0), at(s, a), colors[1]),
            triangle(at(0, a), at(a, a), at(a, s), colors[2]),
            triangle(at(a, 0), at(a, a), at(s, a), colors[3]),
        ).shift(shift)
        self.play(FadeIn(right), *[Transform(x, y) for x, y in zip(copies, goals)], run_time=2)
        small = formula("a^2", 34, AMBER).move_to(at(a / 2, a / 2) + shift)
        large = formula("b^2", 34, AMBER).move_to(at(a + b / 2, a + b / 2) + shift)
        self.play(FadeIn(small), FadeIn(large), run_time=0.6)
        note = say(self, "Equal squares minus equal triangles leave equal areas", note)
        law = formula("a^2 + b^2 = c^2", 44, AMBER, 3.4).move_to(5.1 * RIGHT + 0.5 * UP)
        case = words(f"{leg_a:g}² + {leg_b:g}² = {leg_a**2 + leg_b**2:g}", 24, INK, 3.4).next_to(law, DOWN, buff=0.4)
        side = words(f"c = {np.hypot(leg_a, leg_b):.4g}", 24, LIME, 3.4).next_to(case, DOWN, buff=0.3)
        self.play(FadeIn(law), run_time=0.6)
        self.play(FadeIn(case), FadeIn(side), run_time=0.6)
        self.wait(2)
