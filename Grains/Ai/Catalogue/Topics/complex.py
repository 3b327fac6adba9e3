#: name: Complex multiplication
#: title: Multiplying complex numbers
#: strong: complex number, complex multiplication, imaginary number, imaginary, complex plane, argand, euler formula
class ComplexMultiplication(Scene):
    def construct(self):
        z, w = 2 + 1j, 0.6 + 0.9j
        begin(self, "{{TITLE}}", "{{NOTE}}")
        plane = NumberPlane(x_range=[-3, 3, 1], y_range=[-3, 3, 1], x_length=5.1, y_length=5.1,
                            background_line_style={"stroke_color": DIM, "stroke_opacity": 0.3, "stroke_width": 1}, axis_config={"color": DIM}, faded_line_ratio=0).shift(2.8 * LEFT + 0.1 * DOWN)
        zero = plane.c2p(0, 0)

        def ray(v, color):
            return Line(zero, plane.c2p(v.real, v.imag), color=color, stroke_width=5).add_tip(tip_length=0.18, tip_width=0.18)

        note = say(self, "A complex number is an arrow: a length and an angle")
        self.play(Create(plane), run_time=0.9)
        rows = VGroup(
            words(f"z = 2 + i:  length {abs(z):.2f}, angle {np.degrees(np.angle(z)):.0f}°", 23, AQUA, 5.4),
            words(f"w = 0.6 + 0.9i:  length {abs(w):.2f}, angle {np.degrees(np.angle(w)):.0f}°", 23, ROSE, 5.4),
            words(f"zw = {(z * w).real:.1f} + {(z * w).imag:.1f}i:  length {abs(z * w):.2f}, angle {np.degrees(np.angle(z * w)):.0f}°", 23, AMBER, 5.4),
        ).arrange(DOWN, buff=0.45, aligned_edge=LEFT).move_to(3.7 * RIGHT + 0.6 * UP)
        first, second = ray(z, AQUA), ray(w, ROSE)
        self.play(Create(first), FadeIn(rows[0]), run_time=0.9)
        self.play(Create(second), FadeIn(rows[1]), run_time=0.9)
        note = say(self, "To multiply, turn z by the angle of w ...", note)
        moving = first.copy().set_color(AMBER)
        self.add(moving)
        self.play(Rotate(moving, np.angle(w), about_point=zero), run_time=1.8)
        note = say(self, "... and stretch it by the length of w", note)
        self.play(moving.animate.scale(abs(w), about_point=zero), FadeIn(rows[2]), run_time=1.5)
        note = say(self, "Angles add, lengths multiply; so i·i = -1 is two quarter turns", note)
        self.wait(2.5)
