#: name: Binary search
#: title: Binary search
#: strong: binary search, bisection search, search sorted
#: slot: TARGET 72 -999 999 whole | search, find, target, look
#: list: 2 5 8 12 16 23 38 47 56 72 85 91 | -999 999 | 3 12
class BinarySearch(Scene):
    def construct(self):
        target, data = {{TARGET}}, sorted(set({{NUMBERS}}))
        begin(self, "{{TITLE}}", "{{NOTE}}")
        cells = VGroup(
            *[Square(0.85, fill_color=PLATE, fill_opacity=1, stroke_color=DIM, stroke_width=2) for v in data]
        ).arrange(RIGHT, buff=0.12)
        for v, cell in zip(data, cells):
            cell.add(number(str(v), 26 if abs(v) < 1000 else 20).move_to(cell))
        note = say(self, f"Find {target} in a sorted list: look at the middle, drop the half that cannot hold it")
        self.play(FadeIn(cells), run_time=0.5)
        low, high, step, old, found = 0, len(data) - 1, 0, None, False
        while low <= high and not found:
            step += 1
            middle = (low + high) // 2
            found = data[middle] == target
            sign = "=" if found else "<" if data[middle] < target else ">"
            text = words(f"step {step}:  {data[middle]} {sign} {target}", 30, AMBER).move_to(1.6 * UP)
            self.play(
                cells[middle].animate.set_stroke(LIME if found else AMBER, 6, family=False), FadeIn(text),
                *([FadeOut(old)] if old else []), run_time=0.5
            )
            old = text
            self.wait(1)
            if found:
                break
            gone = range(low, middle + 1) if data[middle] < target else range(middle, high + 1)
            self.play(*[cells[k].animate.set_opacity(0.2) for k in gone], run_time=0.5)
            low, high = (middle + 1, high) if data[middle] < target else (low, middle - 1)
        steps = f"{step} step{'s' if step > 1 else ''}"
        end = f"Found in {steps}" if found else f"{target} is not in the list; {steps} show{'' if step > 1 else 's'} it"
        note = say(self, end + "; a million entries would need at most 20", note)
        self.wait(3)
