#: name: Geometric series
#: title: The geometric series
#: strong: geometric series, infinite series, geometric sequence, geometric progression, infinite sum, geometric sum
#: slot: RATIO 0.5 0.05 0.95 | ratio, q, r, common ratio, factor
class GeometricSeries(Scene):
    def construct(self):
        q = {{RATIO}}
        begin(self, "{{TITLE}}", "{{NOTE}}")
        top = next((n for n in range(2, 13) if abs(1 / q - n) < 1e-4 * n), 0)
        total = q / (1 - q)
        name = f"1/{top}" if top else num(q)
        law = words(
            f"1/{top} + 1/{top ** 2} + 1/{top ** 3} + ..." if top else f"{name} + {name}² + {name}³ + ...", 30, INK, 5.4
        ).move_to(3.5 * RIGHT + 1.9 * UP)
        side, left, low = 4.6, -5.6, -2.35
        frame = Square(side, color=DIM).move_to(np.array([left + side / 2, low + side / 2, 0]))
        self.play(Create(frame), FadeIn(law), run_time=0.6)
        # Slices across and upright in turn: each takes the share 1 - q of what is left, so the pieces shrink by the factor q.
        note = say(self, f"A square of area {f'1/{top - 1}' if top > 2 else num(total)}: cut pieces, each {name} of the one before")
        x, y, w, h, done, piece = left, low, side, side, 0.0, q
        shown = None
        for k in range(1, 8):
            share = 1 - q
            if k % 2:
                block = Rectangle(width=share * w, height=h).move_to(np.array([x + share * w / 2, y + h / 2, 0]))
                x, w = x + share * w, w - share * w
            else:
                block = Rectangle(width=w, height=share * h).move_to(np.array([x + w / 2, y + share * h / 2, 0]))
                y, h = y + share * h, h - share * h
            block.set_style(fill_color=(AQUA, AMBER, ROSE, VIOLET)[k % 4], fill_opacity=0.85, stroke_color=BACK, stroke_width=2)
            made = VGroup(block)
            label = f"1/{top ** k}" if top else num(piece)
            text = words(label, 28, BACK)
            if text.width < 0.8 * block.width and text.height < 0.6 * block.height:
                made.add(text.move_to(block))
            done, piece = done + piece, piece * q
            count = words(f"sum of {k} = {done:.5g}", 30, AMBER).move_to(3.5 * RIGHT + 0.8 * UP)
            self.play(FadeIn(made), FadeIn(count), *([FadeOut(shown)] if shown else []), run_time=0.4)
            shown = count
            self.wait(0.35)
        note = say(self, "What is missing shrinks by that factor too, so the sum comes as near to its limit as we like", note)
        rule = formula(r"\sum_{n=1}^{\infty} q^n = \frac{q}{1-q}", 46, INK, 5).move_to(3.5 * RIGHT + 0.5 * DOWN)
        end = words(f"q = {name}:  limit {f'1/{top - 1}' if top > 2 else num(total)}", 32, LIME, 5).move_to(3.5 * RIGHT + 1.8 * DOWN)
        self.play(FadeIn(rule), FadeIn(end), run_time=0.6)
        self.wait(2.2)
