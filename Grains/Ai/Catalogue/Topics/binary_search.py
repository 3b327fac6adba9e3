#: name: Binary search
#: title: Binary search
#: strong: binary search, bisection search, search sorted
#: slot: TARGET 72 2 91 whole
class BinarySearch(Scene):
    def construct(self):
        target, data = {{TARGET}}, [2, 5, 8, 12, 16, 23, 38, 47, 56, 72, 85, 91]
        begin(self, "{{TITLE}}", "{{NOTE}}")
        cells = VGroup(*[VGroup(Square(0.85, fill_color="#1d2638", fill_opacity=1, stroke_color=DIM, stroke_width=2), words(str(v), 26)) for v in data]).arrange(RIGHT, buff=0.12)
        note = say(self, f"Find {target} in a sorted list: look at the middle, drop the half that cannot hold it")
        self.play(FadeIn(cells, lag_ratio=0.05), run_time=1)
        low, high, step, old, found = 0, len(data) - 1, 0, None, False
        while low <= high and not found:
            step += 1
            middle = (low + high) // 2
            found = data[middle] == target
            sign = "=" if found else "<" if data[middle] < target else ">"
            text = words(f"step {step}:  {data[middle]} {sign} {target}", 30, AMBER).move_to(1.6 * UP)
            self.play(cells[middle][0].animate.set_fill(LIME if found else AMBER, 0.8), FadeIn(text), *([FadeOut(old)] if old else []), run_time=0.8)
            old = text
            self.wait(0.5)
            if found:
                break
            gone = range(low, middle + 1) if data[middle] < target else range(middle, high + 1)
            self.play(*[cells[k].animate.set_opacity(0.2) for k in gone], run_time=0.8)
            low, high = (middle + 1, high) if data[middle] < target else (low, middle - 1)
        end = f"Found in {step} steps" if found else f"{target} is not in the list; {step} steps show it"
        note = say(self, end + "; a million entries would need at most 20", note)
        self.wait(2.5)
