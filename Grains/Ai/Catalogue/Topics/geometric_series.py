#: name: Geometric series
#: title: 1/2 + 1/4 + 1/8 + ... = 1
#: strong: geometric series, infinite series, geometric sequence, geometric progression, infinite sum, geometric sum
class GeometricSeries(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        side, left, low = 4.6, -5.2, -2.45
        frame = Square(side, color=DIM).move_to(np.array([left + side / 2, low + side / 2, 0]))
        note = say(self, "A square of area 1; take half of what is left at each step")
        self.play(Create(frame), run_time=0.8)
        x, y, w, h, total = left, low, side, side, 0.0
        law = formula(r"\sum_{n=1}^{\infty} \frac{1}{2^n} = 1", 54, LIME).move_to(3.4 * RIGHT + 1.3 * UP)
        old = None
        for k in range(1, 9):
            if k % 2:
                w /= 2
                block = Rectangle(width=w, height=h).move_to(np.array([x + w / 2, y + h / 2, 0]))
                x += w
            else:
                h /= 2
                block = Rectangle(width=w, height=h).move_to(np.array([x + w / 2, y + h / 2, 0]))
                y += h
            block.set_style(fill_color=(AQUA, AMBER, ROSE, VIOLET)[k % 4], fill_opacity=0.85, stroke_color=BACK, stroke_width=2)
            total += 0.5 ** k
            pieces = VGroup(block)
            if k < 6:
                pieces.add(words(f"1/{2**k}", 30 - 3 * k, BACK).move_to(block))
            count = words(f"sum = {total:.6g}", 30, AMBER).move_to(3.4 * RIGHT + 0.6 * DOWN)
            self.play(FadeIn(pieces, scale=0.8), FadeIn(count), *([FadeOut(old)] if old else []), run_time=0.6)
            old = count
            self.wait(0.2)
        note = say(self, "The gap halves each time, so the sum comes as near to 1 as we like", note)
        self.play(Write(law), run_time=1)
        self.wait(2)
