#: name: Complex multiplication
#: title: Multiplying complex numbers
#: slot: ZX 2 -20 20
#: slot: ZY 1 -20 20
#: slot: WX 0.6 -20 20
#: slot: WY 0.9 -20 20
#: all-slots: yes
#: complex: yes
#: strong: complex number, complex multiplication, imaginary number, imaginary, complex plane, argand
class ComplexMultiplication(Scene):
    def construct(self):
        z, w = complex({{ZX}}, {{ZY}}), complex({{WX}}, {{WY}})
        begin(self, "{{TITLE}}", "{{NOTE}}")
        turned = z * np.exp(1j * np.angle(w))
        reach = max(2.0, np.ceil(1.1 * max(max(abs(v.real), abs(v.imag)) for v in (z, w, z * w, turned))))
        axes, plane = make_plane(reach)
        plane.shift(2.9 * LEFT)
        zero = axes.c2p(0, 0)

        def ray(v, color):
            return arrow(zero, axes.c2p(v.real, v.imag), color)

        def text(v):
            """The number as a + bi."""
            if abs(v.imag) < 5e-4:
                return num(v.real)
            size = "" if abs(abs(v.imag) - 1) < 5e-4 else num(abs(v.imag))
            if abs(v.real) < 5e-4:
                return f"{'−' if v.imag < 0 else ''}{size}i"
            return f"{num(v.real)} {'−' if v.imag < 0 else '+'} {size}i"

        def row(name, v, color):
            return words(f"{name} = {text(v)}:  length {abs(v):.3g}, angle {np.degrees(np.angle(v)):.0f}°", 23, color, 5.8)

        note = say(self, "A complex number is an arrow: a length and an angle")
        self.play(FadeIn(plane), run_time=0.5)
        rows = VGroup(
            row("z", z, AQUA), row("w", w, ROSE), row("zw", z * w, AMBER),
        ).arrange(DOWN, buff=0.45, aligned_edge=LEFT).move_to(3.7 * RIGHT + 0.6 * UP)
        first, second = ray(z, AQUA), ray(w, ROSE)
        self.play(Create(first), FadeIn(rows[0]), run_time=0.9)
        self.play(Create(second), FadeIn(rows[1]), run_time=0.9)
        note = say(self, "To multiply, turn z by the angle of w ...", note)
        moving = first.copy().set_color(AMBER)
        self.add(moving)
        self.play(Rotate(moving, np.angle(w), about_point=zero), run_time=1.3)
        note = say(self, "... and stretch it by the length of w", note)
        self.play(Transform(moving, ray(z * w, AMBER)), FadeIn(rows[2]), run_time=1.1)
        note = say(self, "Angles add, lengths multiply; so i·i = -1 is two quarter turns", note)
        self.wait(2.5)
