#: name: Pascal's triangle and the binomial theorem
#: title: Pascal's triangle
#: strong: pascal triangle, pascal, binomial theorem, binomial coefficient, binomial expansion
class PascalTriangle(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        rows, row = [], [1]
        for n in range(7):
            rows.append(
                VGroup(
                    *[words(str(v), 28, AQUA).move_to(np.array([-2.7 + 0.95 * (k - n / 2), 2.1 - 0.7 * n, 0])) for k, v in enumerate(row)]
                )
            )
            row = [a + b for a, b in zip([0] + row, row + [0])]
        note = say(self, "Start with 1; each entry is the sum of the two above it")
        for n, line in enumerate(rows):
            self.play(FadeIn(line, shift=0.2 * DOWN), run_time=0.5)
        parents = VGroup(rows[4][1], rows[4][2])
        self.play(parents.animate.set_color(AMBER), run_time=0.5)
        self.play(Indicate(rows[5][2], color=ROSE), run_time=0.9)
        note = say(self, "4 + 6 = 10", note)
        self.wait(0.6)
        self.play(parents.animate.set_color(AQUA), run_time=0.3)
        note = say(self, "Row n holds the coefficients of (a + b) to the power n", note)
        law = formula(r"(a+b)^4 = a^4 + 4a^3b + 6a^2b^2 + 4ab^3 + b^4", 36, AMBER, 6).move_to(3.7 * RIGHT + 1.6 * UP)
        self.play(rows[4].animate.set_color(AMBER), FadeIn(law), run_time=0.6)
        self.wait(2.5)
