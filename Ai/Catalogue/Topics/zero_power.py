#: name: Powers with exponent zero and below
#: title: Why x⁰ = 1
#: strong: power of 0, power of zero, power zero, zero power, exponent zero, zero exponent, exponent of zero
#: strong: raised to 0, raised to zero, negative exponent, negative power
class ZeroPower(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        note = say(self, "Go down the powers of 2: each time the exponent goes down by one")
        values = ("16", "8", "4", "2", "1", r"1 / 2", r"1 / 4")
        rows, arrows = VGroup(), VGroup()
        for k, value in enumerate(values):
            exponent = 4 - k
            color = INK if exponent > 0 else LIME if exponent == 0 else AMBER
            row = VGroup(formula("2^{" + str(exponent) + "}", 40, color), formula("=", 40, DIM), formula(value, 40, color))
            for part, x in zip(row, (-4.6, -3.7, -2.8)):
                part.move_to([x, 2.1 - 0.76 * k, 0])
            rows.add(row)
            if k:
                arrows.add(formula(r"\div 2", 28, AQUA).move_to([-1.6, 2.48 - 0.76 * k, 0]))
        for k in range(4):
            self.play(FadeIn(rows[k]), *([FadeIn(arrows[k - 1])] if k else []), run_time=0.5)
        note = say(self, "The value is halved each time: one factor 2 fewer", note)
        self.wait(0.5)
        note = say(self, "Keep the pattern: after 2 comes half of it, so 2 to the power 0 is 1", note)
        self.play(FadeIn(rows[4]), FadeIn(arrows[3]), run_time=0.7)
        self.wait(0.8)
        note = say(self, "And it goes on below: negative exponents are fractions", note)
        for k in (5, 6):
            self.play(FadeIn(rows[k]), FadeIn(arrows[k - 1]), run_time=0.6)
        note = say(self, "The rule for quotients says the same, for every x except 0", note)
        lines = formulas(
            (r"\frac{x^n}{x^n} = x^{n-n} = x^0", r"\frac{x^n}{x^n} = 1", r"\Rightarrow\ x^0 = 1"), (INK, INK, LIME), 40, 5
        ).move_to([3.4, 0.2, 0])
        for line in lines:
            self.play(FadeIn(line, shift=0.1 * DOWN), run_time=0.6)
            self.wait(0.7)
        self.wait(2.5)
