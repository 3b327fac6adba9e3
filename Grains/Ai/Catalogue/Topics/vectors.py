#: name: Vector addition
#: title: Adding vectors
#: strong: vector addition, add vector, adding vector, vector sum, sum of two vector, parallelogram law
#: weak: vector
#: slot: AX 3 -6 6
#: slot: AY 1 -6 6
#: slot: BX 1 -6 6
#: slot: BY 2 -6 6
#: all-slots: yes
class VectorAddition(Scene):
    def construct(self):
        a, b = np.array([{{AX}}, {{AY}}], dtype=float), np.array([{{BX}}, {{BY}}], dtype=float)
        begin(self, "{{TITLE}}", "{{NOTE}}")
        reach = max(3, int(np.ceil(max(np.abs(v).max() for v in (a, b, a + b)))) + 1)
        plane = NumberPlane(x_range=[-reach, reach, 1], y_range=[-reach, reach, 1], x_length=5.1, y_length=5.1,
                            background_line_style={"stroke_color": DIM, "stroke_opacity": 0.3, "stroke_width": 1}, axis_config={"color": DIM}, faded_line_ratio=0).shift(2.6 * LEFT + 0.1 * DOWN)
        self.play(Create(plane), run_time=0.9)

        def arrow(start, end, color):
            return Line(plane.c2p(*start), plane.c2p(*end), color=color, stroke_width=5).add_tip(tip_length=0.18, tip_width=0.18) if np.linalg.norm(end - start) > 0.01 else Dot(plane.c2p(*start), color=color)

        zero = np.zeros(2)
        text = VGroup(
            words(f"a = ({a[0]:g}, {a[1]:g})", 28, AQUA), words(f"b = ({b[0]:g}, {b[1]:g})", 28, ROSE),
            words(f"a + b = ({a[0] + b[0]:g}, {a[1] + b[1]:g})", 28, AMBER)).arrange(DOWN, buff=0.4, aligned_edge=LEFT).move_to(3.6 * RIGHT + 0.6 * UP)
        first, second = arrow(zero, a, AQUA), arrow(zero, b, ROSE)
        note = say(self, "Two arrows from the same point")
        self.play(Create(first), FadeIn(text[0]), run_time=0.8)
        self.play(Create(second), FadeIn(text[1]), run_time=0.8)
        note = say(self, "Slide b so that it starts where a ends", note)
        moved = second.copy()
        self.play(moved.animate.shift(plane.c2p(*a) - plane.c2p(0, 0)), run_time=1.5)
        note = say(self, "The sum goes from the start of a to the end of b", note)
        self.play(Create(arrow(zero, a + b, AMBER)), FadeIn(text[2]), run_time=1.2)
        self.wait(0.5)
        other = first.copy()
        note = say(self, "In the other order we get the same: a + b = b + a", note)
        self.play(other.animate.shift(plane.c2p(*b) - plane.c2p(0, 0)), run_time=1.5)
        self.wait(2)
