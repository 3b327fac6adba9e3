from manim import *

class _Base(Scene):
    def intro(self, *words: str, wait: float = 0.2, **style):
        group = VGroup(*(Text(w, **style) for w in words)).arrange(DOWN)
        self.play(Write(group), run_time=0.4)
        self.wait(wait)
        return group


class A(_Base):
    def construct(self):
        g = self.intro("first", "scene", font_size=30, color=RED)
        self.play(g.animate.to_edge(LEFT))


class B(_Base):
    def construct(self):
        g = self.intro("second")
        self.play(FadeOut(g))
