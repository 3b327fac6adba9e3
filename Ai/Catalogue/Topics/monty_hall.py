#: name: Monty Hall problem
#: title: The Monty Hall problem: why to switch
#: strong: monty hall, three doors, goat door, game show door, switch doors, switch the door
class MontyHall(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        note = say(self, "A car is behind one of three doors. You choose door 1: 1 in 3 that it is there")

        def door(label, color):
            leaf = RoundedRectangle(width=1.3, height=1.9, corner_radius=0.06, color=color, stroke_width=4).set_fill(PLATE, 1)
            return VGroup(leaf, number(label, 40, color).move_to(leaf))

        doors = VGroup(*[door(str(k + 1), (AQUA, INK, INK)[k]) for k in range(3)]).arrange(RIGHT, buff=0.5).move_to(1.2 * UP)
        self.play(FadeIn(doors), run_time=0.7)
        shares = VGroup(*[formula(r"\frac{1}{3}", 36, AMBER).next_to(d, DOWN, buff=0.15) for d in doors])
        self.play(FadeIn(shares), run_time=0.5)
        self.wait(1.2)
        note = say(self, "The host knows where the car is, and opens another door with a goat", note)
        self.play(doors[2][0].animate.set_fill(BACK), doors[2][1].animate.set_opacity(0), run_time=0.5)
        goat = words("goat", 26, ROSE).move_to(doors[2])
        self.play(FadeIn(goat), run_time=0.4)
        self.wait(1)
        note = say(self, "Doors 2 and 3 had 2 in 3 together. Door 3 is out, so door 2 has all of it", note)
        two, none = formula(r"\frac{2}{3}", 40, LIME).move_to(shares[1]), formula("0", 36, ROSE).move_to(shares[2])
        self.play(FadeOut(shares[1]), FadeOut(shares[2]), FadeIn(two), FadeIn(none), run_time=0.8)
        self.wait(1.8)
        note = say(self, "All cases, if you first chose door 1", note)
        self.play(FadeOut(VGroup(doors, shares[0], two, none, goat)), run_time=0.5)
        heads = ("car behind", "host opens", "you stay", "you switch")
        lines = [("door 1", "2, 3", "win", "lose"), ("door 2", "door 3", "lose", "win"), ("door 3", "door 2", "lose", "win")]
        colors = {"win": LIME, "lose": ROSE}
        table = VGroup()
        for r, line in enumerate((heads, *lines)):
            for c, cell in enumerate(line):
                table.add(words(cell, 27, DIM if r == 0 else colors.get(cell, INK)).move_to([-4.5 + 3 * c, 1.7 - 0.85 * r, 0]))
        for r in range(4):
            self.play(FadeIn(table[4 * r : 4 * r + 4]), run_time=0.5)
            self.wait(0.4)
        note = say(self, "Staying wins in 1 of 3 equally likely cases, switching in 2 of 3", note)
        law = VGroup(*[
            formula(r"\frac{" + str(k) + "}{3}", 44, LIME if k == 2 else ROSE).move_to([3 * k - 1.5, -1.95, 0]) for k in (1, 2)
        ])
        self.play(FadeIn(law), run_time=0.7)
        self.wait(2.5)
