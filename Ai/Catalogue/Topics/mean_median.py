#: name: Mean and median
#: title: Mean and median are two kinds of middle
#: strong: mean and median, median and mean, mean vs median, mean or median, mean median, average and median, median and average
#: strong: difference between mean and median, mean median and mode, mean median mode
class MeanMedian(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        low, wide = -5.5, 0.55
        last = ValueTracker(7)

        def at(x):
            return np.array([low + wide * x, -0.4, 0])

        line = Line(at(0), at(21), color=DIM)
        ticks = VGroup(*[number(str(k), 18, DIM).move_to(at(k) + 0.4 * DOWN) for k in range(0, 21, 5)])
        fixed = [2, 3, 4, 5]
        dots = VGroup(*[Dot(at(x) + 0.25 * UP, color=AQUA, radius=0.16) for x in fixed])
        moving = moving_dot(lambda: at(last.get_value()) + 0.25 * UP, ROSE, 0.16)

        def mean():
            return (sum(fixed) + last.get_value()) / 5

        note = say(self, "Five values, sorted: 2, 3, 4, 5 and 7")
        self.play(Create(line), FadeIn(ticks), FadeIn(dots), FadeIn(moving), run_time=0.9)
        note = say(self, "The median is the one in the middle: as many values lie below it as above", note)
        middle = Arrow(at(4) + 1.6 * UP, at(4) + 0.5 * UP, color=LIME, buff=0)
        tag = words("median = 4", 28, LIME).next_to(middle, UP, buff=0.1)
        self.play(GrowArrow(middle), FadeIn(tag), run_time=0.7)
        self.wait(0.6)
        note = say(self, "The mean is the sum divided by how many there are: where the line would balance", note)
        wedge = Triangle(color=AMBER, fill_color=AMBER, fill_opacity=0.8).scale(0.22)
        wedge.add_updater(lambda mark: mark.move_to(at(mean()) + 0.28 * DOWN)).update()
        value = readout("mean", mean, 30, AMBER).move_to(3.6 * RIGHT + 2 * UP)
        law = formula(r"\bar{x} = \frac{2 + 3 + 4 + 5 + 7}{5} = 4.2", 38, AMBER).move_to(1.9 * DOWN)
        self.play(FadeIn(wedge), FadeIn(value), FadeIn(law), run_time=0.7)
        self.wait(0.8)
        note = say(self, "One extreme value pulls the mean along, but the median stays", note)
        self.play(FadeOut(law), last.animate.set_value(20), run_time=2.4)
        self.wait(0.8)
        note = say(self, "So the median describes incomes better, and the mean what everybody gets when all is shared", note)
        self.wait(3)
