#: name: Fractions
#: title: What a fraction is, and how to add two
#: strong: add fraction, adding fraction, what is a fraction, equivalent fraction, common denominator, with fraction, understand fraction
#: weak: fraction
class Fractions(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")

        def bar(parts, filled, y, color, x=-3.2):
            whole = VGroup()
            for k in range(parts):
                cell = Rectangle(width=5.4 / parts, height=0.75, color=INK, stroke_width=2)
                cell.set_fill(color, 0.75 if k < filled else 0).move_to([x - 2.7 + 5.4 * (k + 0.5) / parts, y, 0])
                whole.add(cell)
            return whole

        note = say(self, "The lower number says into how many equal parts, the upper one how many are taken")
        half, third = bar(2, 1, 1.7, AQUA), bar(3, 1, 0.5, AMBER)
        names = VGroup(formula(r"\frac{1}{2}", 42, AQUA).move_to([0.3, 1.7, 0]), formula(r"\frac{1}{3}", 42, AMBER).move_to([0.3, 0.5, 0]))
        self.play(FadeIn(half), FadeIn(names[0]), run_time=0.7)
        self.play(FadeIn(third), FadeIn(names[1]), run_time=0.7)
        self.wait(1.4)
        note = say(self, "Cut each part again: more and smaller parts, the same amount", note)
        half6, third6 = bar(6, 3, 1.7, AQUA), bar(6, 2, 0.5, AMBER)
        same = VGroup(
            formula(r"\frac{1}{2} = \frac{1 \cdot 3}{2 \cdot 3} = \frac{3}{6}", 40, AQUA).move_to([3.4, 1.7, 0]),
            formula(r"\frac{1}{3} = \frac{1 \cdot 2}{3 \cdot 2} = \frac{2}{6}", 40, AMBER).move_to([3.4, 0.5, 0]),
        )
        for old, new, name, law in zip((half, third), (half6, third6), names, same):
            self.play(FadeOut(old), FadeIn(new), FadeOut(name), FadeIn(law), run_time=1)
            self.wait(1)
        note = say(self, "Now the parts are equally large, and can be counted together", note)
        total = VGroup(*bar(6, 3, -0.9, AQUA), *[])
        total[3].set_fill(AMBER, 0.75)
        total[4].set_fill(AMBER, 0.75)
        law = formula(r"\frac{1}{2} + \frac{1}{3} = \frac{3}{6} + \frac{2}{6} = \frac{5}{6}", 42, LIME, 6).move_to([3.4, -0.9, 0])
        self.play(TransformFromCopy(VGroup(*half6[:3]), VGroup(*total[:3])), run_time=0.9)
        self.play(TransformFromCopy(VGroup(*third6[:2]), VGroup(*total[3:5])), FadeIn(total[5]), run_time=0.9)
        self.play(FadeIn(law), run_time=0.6)
        self.wait(1.2)
        warn = words("Never add the denominators: 1/2 + 1/3 is not 2/5, which is less than 1/2", 24, ROSE).move_to(2.2 * DOWN)
        self.play(FadeIn(warn), run_time=0.5)
        self.wait(2.5)
