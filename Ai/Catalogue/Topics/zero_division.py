#: name: Division by zero
#: title: Why nothing can be divided by zero
#: strong: divide by zero, divide by 0, division by zero, division by 0, dividing by zero, dividing by 0, divided by zero, divided by 0
class ZeroDivision(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        note = say(self, "To divide is to ask: what times the divisor gives the number?")
        first = formulas((r"12 \div 3 = 4", r"4 \cdot 3 = 12"), (AQUA, LIME), 44, 5).move_to([-4.2, 1.6, 0])
        self.play(FadeIn(first[0]), run_time=0.6)
        self.play(FadeIn(first[1]), run_time=0.6)
        self.wait(0.6)
        note = say(self, "What times 0 gives 12? Nothing: every product with 0 is 0", note)
        second = formulas((r"12 \div 0 = {?}", r"{?} \cdot 0 = 12"), (AQUA, ROSE), 44, 5).move_to([-4.2, -0.2, 0])
        self.play(FadeIn(second), run_time=0.7)
        self.wait(0.8)
        note = say(self, "And 0 divided by 0 would be any number at all, so it is no number either", note)
        third = formulas((r"0 \div 0 = {?}", r"5 \cdot 0 = 0, \quad 7 \cdot 0 = 0"), (AQUA, ROSE), 40, 5).move_to([-4.2, -1.9, 0])
        self.play(FadeIn(third), run_time=0.7)
        self.wait(0.8)
        note = say(self, "Smaller and smaller divisors give ever larger results, on the other side ever smaller ones", note)
        axes, marks = make_axes(-3, 3, -8, 8, 5.6, 4.6)
        VGroup(axes, marks).move_to([3.2, 0, 0])
        self.play(Create(axes), FadeIn(marks), run_time=0.7)
        graph = curve(axes, lambda x: 1 / np.where(x == 0, np.nan, x), -3, 3, -8, 8)
        self.play(Create(graph), FadeIn(formula(r"y = \frac{1}{x}", 38, AQUA).move_to([5.2, 1.9, 0])), run_time=1.4)
        note = say(self, "There is no value that would fit at 0: division by zero stays undefined", note)
        self.play(Create(DashedLine(axes.c2p(0, -8), axes.c2p(0, 8), color=ROSE)), run_time=0.7)
        self.wait(3)
