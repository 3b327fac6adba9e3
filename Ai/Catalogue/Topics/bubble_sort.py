#: name: Bubble sort
#: title: Bubble sort
#: strong: bubble sort, sorting algorithm, sort number, sort list, sort array, sort following
#: weak: sorting, sort, bubble, sorting number, order number
#: list: 5 2 8 1 6 | 0 999 | 3 8
class BubbleSort(Scene):
    def construct(self):
        numbers = {{NUMBERS}}
        begin(self, "{{TITLE}}", "{{NOTE}}")
        n, top = len(numbers), max(max(numbers), 1)
        bars = VGroup()
        for value in numbers:
            bar = Rectangle(width=0.9, height=0.3 + 3.2 * value / top, fill_color=AQUA, fill_opacity=0.9, stroke_width=0)
            bars.add(VGroup(bar, words(str(value), 24).next_to(bar, UP, buff=0.12)))
        for k, bar in enumerate(bars):
            bar.move_to(np.array([1.25 * (k - (n - 1) / 2), 0, 0])).align_to(2.3 * DOWN, DOWN)
        self.play(FadeIn(bars, lag_ratio=0.1), run_time=0.8)
        note = say(self, "Compare neighbours; swap them where the left one is larger")
        order, row, pace = list(numbers), list(bars), 0.5 if n <= 5 else 0.28
        for last in range(n - 1, 0, -1):
            swapped = False
            for k in range(last):
                pair = (row[k], row[k + 1])
                moves = [p[0].animate.set_fill(AMBER) for p in pair]
                self.play(*moves, run_time=pace / 2)
                if order[k] > order[k + 1]:
                    swapped = True
                    order[k], order[k + 1] = order[k + 1], order[k]
                    row[k], row[k + 1] = row[k + 1], row[k]
                    self.play(pair[0].animate.shift(1.25 * RIGHT), pair[1].animate.shift(1.25 * LEFT), run_time=pace)
                for p in pair:
                    p[0].set_fill(AQUA)
            row[last][0].set_fill(LIME)
            if last == n - 1:
                note = say(self, "After a pass the largest number has bubbled to the end", note)
            if not swapped:
                break
        self.play(*[bar[0].animate.set_fill(LIME) for bar in row], run_time=0.5)
        note = say(self, "Sorted: a pass without swaps ends the work, after at most n(n-1)/2 comparisons", note)
        self.wait(2)
