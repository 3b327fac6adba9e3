#: name: Vector addition
#: title: Adding vectors
#: strong: vector addition, add vector, adding vector, vector sum, sum of two vector, parallelogram law
#: weak: vector
#: slot: AX 3 -20 20
#: slot: AY 1 -20 20
#: slot: BX 1 -20 20
#: slot: BY 2 -20 20
#: all-slots: yes
class VectorAddition(Scene):
    def construct(self):
        a, b = np.array([{{AX}}, {{AY}}], dtype=float), np.array([{{BX}}, {{BY}}], dtype=float)
        begin(self, "{{TITLE}}", "{{NOTE}}")
        reach = max(3.0, np.ceil(1.1 * max(np.abs(v).max() for v in (a, b, a + b))))
        axes, plane = make_plane(reach)
        plane.shift(2.6 * LEFT)
        self.play(FadeIn(plane), run_time=0.5)
        zero = axes.c2p(0, 0)
        text = VGroup(
            words(f"a = {pair(a)}", 28, AQUA), words(f"b = {pair(b)}", 28, ROSE),
            words(f"a + b = {pair(a + b)}", 28, AMBER)).arrange(DOWN, buff=0.4, aligned_edge=LEFT).move_to(3.6 * RIGHT + 0.6 * UP)
        first, second = arrow(zero, axes.c2p(*a), AQUA), arrow(zero, axes.c2p(*b), ROSE)
        note = say(self, "Two arrows from the same point")
        self.play(Create(first), FadeIn(text[0]), run_time=0.8)
        self.play(Create(second), FadeIn(text[1]), run_time=0.8)
        note = say(self, "Slide b so that it starts where a ends", note)
        moved = second.copy()
        self.play(moved.animate.shift(axes.c2p(*a) - zero), run_time=1)
        note = say(self, "The sum goes from the start of a to the end of b", note)
        self.play(Create(arrow(zero, axes.c2p(*(a + b)), AMBER)), FadeIn(text[2]), run_time=1.2)
        self.wait(0.5)
        other = first.copy()
        note = say(self, "In the other order we get the same: a + b = b + a", note)
        self.play(other.animate.shift(axes.c2p(*b) - zero), run_time=1.2)
        self.wait(2)
