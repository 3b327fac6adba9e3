from manim import *

class Gr(Scene):
    def construct(self):
        cells = VGroup(*(Square(0.5).set_fill(c, 0.7) for c in color_gradient([RED, BLUE], 12)))
        cells.arrange_in_grid(rows=3, cols=4, buff=(0.1, 0.2), flow_order="dr", col_alignments="lccr")
        self.play(LaggedStart(*[GrowFromCenter(c) for c in cells], lag_ratio=0.1))
        self.play(LaggedStartMap(FadeOut, cells, shift=UP, lag_ratio=0.05, run_time=0.5))
        d = VDict({"a": Circle(), "b": Square()})
        d["a"].set_color(RED)
        d.add([("c", Triangle())])
        mixed = Group(Dot(), Text("x"), *[Dot() for _ in range(2)]).arrange(DOWN, aligned_edge=LEFT, center=False)
        rows = VGroup(VGroup(Dot(), Dot()).arrange(), [Square(), Circle()], (Line() for _ in range(2))).arrange(DOWN, buff=0.1)
        for g in (d, mixed, rows):
            self.add(g)
            self.wait(0.25)
            self.remove(g)
        vg = VGroup() + Circle() - Circle()
        vg += Square()
        vg[0].become(Triangle())
        first, *rest = VGroup(Dot(), Dot(), Dot())
        VGroup(*rest).set_x(2).sort(lambda p: p[0]).shuffle()
        self.play(AnimationGroup(FadeIn(vg, target_position=UP), FadeIn(first), lag_ratio=0.5, group=None))
        self.play(FadeOut(Group(*self.mobjects)))
