#: name: Sum of odd numbers
#: title: The first n odd numbers sum to n²
#: strong: sum of odd number, sum of the odd number, sum of first odd number, first n odd number, odd number n squared
#: strong: sum of the first n odd, odd number sum, odd number square, sum of consecutive odd number
class OddSum(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        step, start, n = 0.62, np.array([-5.4, -2.3, 0]), 7
        note = say(self, "Begin with one dot, and lay the next odd number around the corner each time")
        rows = VGroup()
        for k in range(1, n + 1):
            color = (AQUA, AMBER, ROSE, LIME, VIOLET)[k % 5]
            places = [(k - 1, j) for j in range(k)] + [(i, k - 1) for i in range(k - 1)]
            layer = VGroup(*[Dot(start + step * np.array([x, y, 0]), radius=0.2, color=color) for x, y in places])
            odd = " + ".join(str(2 * j - 1) for j in range(1, k + 1))
            row = formula(f"{odd} = {k}^2 = {k * k}" if k > 1 else "1 = 1^2", 32, color, 6.2).move_to([3.3, 2.3 - 0.62 * k, 0])
            self.play(LaggedStart(*[GrowFromCenter(dot) for dot in layer], lag_ratio=0.08), FadeIn(row), run_time=0.8)
            rows.add(row)
            if k == 3:
                note = say(self, "Each layer has two dots more than the last: one more on each arm", note)
        note = say(self, "So after n odd numbers there is always a full square of n times n dots", note)
        law = formula(r"1 + 3 + 5 + \dots + (2n - 1) = n^2", 42, LIME, 6.2).move_to([3.3, -2.5, 0])
        self.play(FadeIn(law), run_time=0.7)
        self.wait(3)
