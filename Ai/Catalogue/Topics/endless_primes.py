#: name: Infinitely many primes
#: title: There are infinitely many primes
#: strong: infinitely many primes, infinite primes, infinitude of primes, primes never end, endless primes, primes are infinite
#: strong: infinite number of primes, infinitely many prime numbers
class EndlessPrimes(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        note = say(self, "Suppose that these were all primes there are")
        primes = (2, 3, 5, 7, 11, 13)
        cells = VGroup()
        for p in primes:
            plate = RoundedRectangle(width=1.1, height=0.9, corner_radius=0.12, color=AQUA, fill_color=PLATE, fill_opacity=1)
            cells.add(VGroup(plate, number(str(p), 34).move_to(plate)))
        cells.arrange(RIGHT, buff=0.35).move_to(1.7 * UP)
        self.play(LaggedStart(*[FadeIn(cell, shift=0.2 * UP) for cell in cells], lag_ratio=0.2), run_time=1.6)
        self.wait(0.8)
        note = say(self, "Multiply them all, and add 1", note)
        product = formula(r"N = 2 \cdot 3 \cdot 5 \cdot 7 \cdot 11 \cdot 13 + 1 = 30031", 42, AMBER, 11).move_to(0.5 * UP)
        self.play(FadeIn(product), run_time=0.8)
        self.wait(1.2)
        note = say(self, "Divided by any of them it leaves the remainder 1: none of them divides it", note)
        rests = VGroup(*[
            formula(rf"30031 = {p} \cdot {30030 // p} + 1", 30, INK, 5) for p in primes
        ]).arrange_in_grid(rows=3, cols=2, buff=(1.1, 0.22), flow_order="dr").move_to(1.1 * DOWN)
        for rest, cell in zip(rests, cells):
            self.play(FadeIn(rest), Indicate(cell, color=ROSE), run_time=0.6)
        self.wait(1)
        note = say(self, "But every number above 1 has a prime divisor: so there is a prime that was not on the list", note)
        found = formula(r"30031 = 59 \cdot 509", 40, LIME).move_to(2.55 * DOWN)
        self.play(FadeIn(found), run_time=0.6)
        self.wait(1.6)
        note = say(self, "The same happens to every list, however long. The primes never end", note)
        self.wait(2.5)
