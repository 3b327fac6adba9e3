#: name: Sieve of Eratosthenes, primes
#: title: Prime numbers by the sieve of Eratosthenes
#: strong: prime number, eratosthenes, sieve, prime sieve, prime
class PrimeSieve(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        cells = {}
        for k in range(2, 61):
            row, col = divmod(k - 1, 12)
            box = Square(0.74, fill_color="#1d2638", fill_opacity=1, stroke_color=BACK, stroke_width=2)
            cells[k] = VGroup(box, words(str(k), 22)).move_to(np.array([(col - 5.5) * 0.82, 1.75 - row * 0.88, 0]))
        grid = VGroup(*cells.values())
        note = say(self, "Write the numbers from 2 to 60")
        self.play(FadeIn(grid, lag_ratio=0.02), run_time=1.5)
        out = set()
        for p, color in ((2, AQUA), (3, AMBER), (5, ROSE), (7, VIOLET)):
            note = say(self, f"{p} is prime: cross out its multiples", note)
            self.play(cells[p][0].animate.set_fill(LIME), cells[p][1].animate.set_color(BACK), run_time=0.4)
            hit = [k for k in range(p * p, 61, p) if k not in out]
            out.update(hit)
            self.play(LaggedStart(*[cells[k].animate.set_opacity(0.22).set_color(color) for k in hit], lag_ratio=0.1), run_time=1.2)
        left = [k for k in cells if k not in out and k > 7]
        note = say(self, "Nothing up to √60 is left to cross out with: all that remain are prime", note)
        self.play(*[cells[k][0].animate.set_fill(LIME) for k in left], *[cells[k][1].animate.set_color(BACK) for k in left], run_time=1)
        self.wait(2)
