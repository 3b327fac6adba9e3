#: name: Probability
#: title: What a probability is
#: weak: probability
#: strong: what is probability, explain probability, probability basic, basics of probability, introduction to probability
#: strong: independent event, event independent, event are independent
#: strong: complementary event, complement of an event, understand probability, probability explained
class Probability(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        note = say(self, "A die has six faces, and each is as likely as any other")
        faces = VGroup(*[
            VGroup(
                RoundedRectangle(width=0.9, height=0.9, corner_radius=0.12, color=INK, fill_color=PLATE, fill_opacity=1), number(str(k), 32)
            ) for k in range(1, 7)
        ]).arrange(RIGHT, buff=0.3).move_to(2 * UP + 3 * LEFT)
        for face in faces:
            face[1].move_to(face[0])
        self.play(FadeIn(faces), run_time=0.8)
        note = say(self, "Probability is how many cases fit, out of all cases: an even number has 3 of 6", note)
        self.play(*[faces[k][0].animate.set_fill(LIME, 0.5) for k in (1, 3, 5)], run_time=0.8)
        law = formula(r"P = \frac{3}{6} = \frac{1}{2}", 42, LIME).move_to(2 * UP + 3.8 * RIGHT)
        self.play(FadeIn(law), run_time=0.6)
        self.wait(0.8)
        note = say(self, "0 means impossible and 1 means certain; the opposite of P has the probability 1 - P", note)
        bar = Line([-6, 0.7, 0], [0, 0.7, 0], color=DIM)
        ends = VGroup(*[number(text, 22).move_to([x, 0.35, 0]) for text, x in (("0", -6), ("0.5", -3), ("1", 0))])
        self.play(Create(bar), FadeIn(ends), GrowFromCenter(Dot([-3, 0.7, 0], color=LIME)), run_time=0.8)
        note = say(self, "Two independent throws: of 36 equally likely pairs, only one has two sixes", note)
        size = 0.36
        grid = VGroup(*[
            Square(size, color=DIM, stroke_width=1, fill_color=LIME if i == j == 5 else PLATE, fill_opacity=0.9)
            .move_to([-5.5 + size * i, -2.5 + size * j, 0]) for i in range(6) for j in range(6)
        ])
        self.play(FadeIn(grid), run_time=0.8)
        two = formula(r"\frac{1}{6} \cdot \frac{1}{6} = \frac{1}{36}", 42, AMBER).move_to([0.2, -1.5, 0])
        self.play(FadeIn(two), run_time=0.6)
        note = say(self, "Independent means that one does not change the other: then the probabilities are multiplied", note)
        self.wait(3)
