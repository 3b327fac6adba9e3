#: name: Sieve of Eratosthenes, primes
#: title: Prime numbers by the sieve of Eratosthenes
#: strong: prime number, eratosthenes, sieve, prime sieve, prime
#: slot: LIMIT 60 10 120 whole | up to, below, under, until, limit, first, to
class PrimeSieve(Scene):
    def construct(self):
        limit = {{LIMIT}}
        begin(self, "{{TITLE}}", "{{NOTE}}")
        columns = 10 if limit <= 50 else 12 if limit <= 84 else 15
        rows = (limit - 1) // columns + 1
        wide, high = min(0.95, 11.5 / columns), min(0.88, 4.7 / rows)

        def spot(k):
            row, column = divmod(k - 1, columns)
            return np.array([(column - (columns - 1) / 2) * wide, 0.1 + (0.5 * (rows - 1) - row) * high, 0])

        def tiles(chosen, color):
            """The tiles of the chosen numbers as one shape."""
            made, w, h = VMobject(stroke_width=0, fill_color=color, fill_opacity=1), 0.46 * wide, 0.44 * high
            for k in chosen:
                corners = [spot(k) + np.array([x * w, y * h, 0]) for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))]
                made.start_new_path(corners[0]).add_points_as_corners(corners[1:])
            return made

        def names(chosen, color):
            made = VMobject(stroke_width=0, fill_color=color, fill_opacity=1)
            for k in chosen:
                made.append_points(number(str(k), 22 * min(1, high / 0.7)).move_to(spot(k)).points)
            return made

        everyone = range(2, limit + 1)
        note = say(self, f"Write the numbers from 2 to {limit}")
        self.play(FadeIn(VGroup(tiles(everyone, PLATE), names(everyone, INK))), run_time=0.6)
        self.wait(0.4)
        out, last = set(), int(np.sqrt(limit))
        for p, color in ((2, AQUA), (3, AMBER), (5, ROSE), (7, VIOLET)):
            if p > last:
                break
            hit = [k for k in range(p * p, limit + 1, p) if k not in out]
            out.update(hit)
            note = say(self, f"{p} is prime: cross out its other multiples", note)
            self.play(
                FadeIn(
                    VGroup(
                        tiles([p], LIME), names([p], BACK), tiles(hit, BACK), tiles(hit, color).set_opacity(0.16),
                        names(hit, color).set_opacity(0.45)
                    )
                ),
                run_time=0.5
            )
            self.wait(0.7)
        left = [k for k in everyone if k not in out and k > min(7, last)]
        primes = [k for k in everyone if k not in out]
        note = say(self, f"No prime up to √{limit} is left to cross out with: the {len(primes)} that remain are prime", note)
        self.play(FadeIn(VGroup(tiles(left, LIME), names(left, BACK))), run_time=0.6)
        self.wait(2.2)
