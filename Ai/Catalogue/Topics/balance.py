#: name: Solving an equation with a balance
#: title: An equation is a balance
#: strong: what is an equation, equation is a balance, how to solve equation, how do you solve equation, how to solve an equation
#: strong: solving equation, solving an equation, equation with a balance, balance method, linear equation in one variable
#: strong: how to solve linear equation, how to find x
class Balance(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        beam = Line([-4.6, -1.2, 0], [4.6, -1.2, 0], color=INK, stroke_width=5)
        stand = Polygon([-0.5, -2.4, 0], [0.5, -2.4, 0], [0, -1.2, 0], color=DIM, fill_color=PLATE, fill_opacity=1)

        def bag(x, y):
            made = RoundedRectangle(width=0.8, height=0.8, corner_radius=0.15, color=AMBER, fill_color=AMBER, fill_opacity=0.35)
            return VGroup(made, formula("x", 36, AMBER)).move_to([x, y, 0])

        def ball(x, y):
            return Circle(0.19, color=AQUA, fill_color=AQUA, fill_opacity=0.7).move_to([x, y, 0])

        bags = VGroup(bag(-4.1, -0.75), bag(-3.2, -0.75))
        three = VGroup(*[ball(-2.3 + 0.45 * k, -0.95) for k in range(3)])
        eleven = VGroup(*[ball(1.3 + 0.45 * (k % 4), -0.95 + 0.42 * (k // 4)) for k in range(11)])
        lines = [formula(text, 44, color).move_to([0, 2.0 - 0.75 * k, 0]) for k, (text, color) in enumerate(
            (("2x + 3 = 11", INK), ("2x = 8", INK), ("x = 4", LIME)))]
        note = say(self, "Both sides of an equation weigh the same: two bags of x balls and 3 balls against 11 balls")
        self.play(Create(beam), FadeIn(stand), FadeIn(bags), FadeIn(three), FadeIn(eleven), FadeIn(lines[0]), run_time=1.2)
        note = say(self, "Whatever is done on one side is done on the other: take 3 balls from both", note)
        self.play(three.animate.shift(3 * UP).set_opacity(0), eleven[8:].animate.shift(3 * UP).set_opacity(0), run_time=1.2)
        self.play(FadeIn(lines[1]), run_time=0.6)
        note = say(self, "Halve both sides: one bag weighs as much as 4 balls", note)
        self.play(bags[1].animate.shift(3 * UP).set_opacity(0), eleven[4:8].animate.shift(3 * UP).set_opacity(0), run_time=1.2)
        self.play(FadeIn(lines[2]), run_time=0.6)
        note = say(self, "Check by putting 4 in the place of x: both sides are 11", note)
        self.play(FadeIn(formula(r"2 \cdot 4 + 3 = 11 \ \checkmark", 38, AQUA).move_to([4.2, 0.5, 0])), run_time=0.6)
        self.wait(3)
