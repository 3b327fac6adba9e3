from manim import *

class Linked:
    """A list of nodes."""

    def __init__(self, *values):
        self.nodes = [self.node(v) for v in values]

    @staticmethod
    def node(v):
        return VGroup(Circle(0.4), Text(str(v), font_size=24))

    @property
    def group(self):
        return VGroup(*self.nodes).arrange(RIGHT, buff=1)

    @classmethod
    def of(cls, n):
        return cls(*range(n))

    def __len__(self):
        return len(self.nodes)

    def __iter__(self):
        return iter(self.nodes)


class Show(Scene):
    def construct(self):
        ll = Linked.of(4)
        self.play(FadeIn(ll.group))
        for n in ll:
            self.play(Indicate(n, color=YELLOW, scale_factor=1.3), run_time=0.2)
        arrows = VGroup()
        for a, b in zip(ll.nodes[:-1], ll.nodes[1:]):
            arrows += Arrow(a.get_right(), b.get_left(), buff=0.05)
        self.play(LaggedStart(*(GrowArrow(x) for x in arrows), lag_ratio=0.2))
        self.play(FadeOut(*ll.nodes, arrows))
        self.add(Integer(len(ll)))
        self.wait(0.2)
