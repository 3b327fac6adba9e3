from manim import *

class Ups(Scene):
    def construct(self):
        t = ValueTracker(0)
        dot = Dot().add_updater(lambda d: d.move_to(2 * np.array([np.cos(t.get_value()), np.sin(t.get_value()), 0])))
        trace = TracedPath(dot.get_center, stroke_color=YELLOW, stroke_width=3, dissipating_time=0.5)
        label = always_redraw(lambda: MathTex(rf"\theta = {t.get_value():.2f}").next_to(dot, UR, buff=0.1))
        number = DecimalNumber(0, num_decimal_places=2, include_sign=True, unit=r"\text{ rad}").to_corner(UL)
        number.add_updater(lambda m: m.set_value(t.get_value()))
        var = Variable(0, "x", num_decimal_places=1).to_corner(DL)
        var.tracker.add_updater(lambda v: v.set_value(t.get_value()))
        line = Line(ORIGIN, RIGHT)
        line.add_updater(lambda l: l.put_start_and_end_on(ORIGIN, dot.get_center()) if np.linalg.norm(dot.get_center()) > 0.1 else l)
        spin = Square(0.5).to_edge(LEFT)
        spin.add_updater(lambda m, dt: m.rotate(dt * PI))
        self.add(trace, dot, label, number, line, spin, var)
        self.play(t.animate.set_value(TAU), run_time=2, rate_func=linear)
        spin.clear_updaters()
        t += 1
        self.play(t.animate.increment_value(-1))
        with tempconfig({"frame_rate": 15}):
            pass
        self.wait(0.3)
