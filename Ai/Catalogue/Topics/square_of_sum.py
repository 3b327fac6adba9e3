#: name: Square of a sum
#: title: Why (a + b)² = a² + 2ab + b²
#: strong: square of a sum, square of sum, a plus b squared, a b squared, binomial square, perfect square formula, binomial formula
#: strong: a + b whole squared, expand a b 2, whole square formula, squaring a binomial, special product
class SquareOfSum(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        a, b, corner = 2.8, 1.4, np.array([-5.6, -1.95, 0])

        def field(x, y, wide, tall, color, name):
            made = Rectangle(width=wide, height=tall, color=INK, stroke_width=2, fill_color=color, fill_opacity=0.55)
            made.move_to(corner + np.array([x + wide / 2, y + tall / 2, 0]))
            return VGroup(made, formula(name, 40).move_to(made))

        whole = Square(a + b, color=INK, stroke_width=4).move_to(corner + (a + b) / 2 * (RIGHT + UP))
        sides = VGroup(
            formula("a", 36, AQUA).move_to(corner + np.array([a / 2, -0.3, 0])),
            formula("b", 36, ROSE).move_to(corner + np.array([a + b / 2, -0.3, 0])),
            formula("a", 36, AQUA).move_to(corner + np.array([-0.3, a / 2, 0])),
            formula("b", 36, ROSE).move_to(corner + np.array([-0.3, a + b / 2, 0])),
        )
        note = say(self, "A square with side a + b has the area (a + b)²")
        self.play(Create(whole), FadeIn(sides), run_time=1)
        note = say(self, "Cut it where a ends and b begins, in both directions", note)
        cuts = VGroup(
            Line(corner + a * RIGHT, corner + a * RIGHT + (a + b) * UP, color=INK),
            Line(corner + a * UP, corner + a * UP + (a + b) * RIGHT, color=INK),
        )
        self.play(Create(cuts), run_time=0.8)
        fields = [
            field(0, 0, a, a, AQUA, "a^2"), field(a, a, b, b, ROSE, "b^2"),
            field(a, 0, b, a, AMBER, "ab"), field(0, a, a, b, AMBER, "ab"),
        ]
        note = say(self, "Two squares, a² and b², and two equal rectangles ab", note)
        for one in fields:
            self.play(FadeIn(one), run_time=0.5)
        law = formula("(a + b)^2 = a^2 + 2ab + b^2", 44, LIME, 6).move_to(3.2 * RIGHT + 1.4 * UP)
        self.play(FadeIn(law), run_time=0.7)
        self.wait(1)
        note = say(self, "Whoever forgets the two rectangles loses 2ab: with 3 and 4 it is 49, not 9 + 16 = 25", note)
        case = formula("(3 + 4)^2 = 9 + 2 \\cdot 12 + 16 = 49", 38, INK, 6).move_to(3.2 * RIGHT)
        self.play(FadeIn(case), run_time=0.6)
        self.wait(1.5)
        note = say(self, "With a minus, the same picture gives (a - b)² = a² - 2ab + b²", note)
        self.play(FadeIn(formula("(a - b)^2 = a^2 - 2ab + b^2", 38, VIOLET, 6).move_to(3.2 * RIGHT + 1.2 * DOWN)), run_time=0.6)
        self.wait(3)
