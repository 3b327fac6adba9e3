from manim import *


class Agenda(Scene):
    def construct(self):
        title = Title("Three ideas")
        items = BulletedList("limits", "slopes", "areas", height=2, width=4)
        self.add(title)
        self.play(Write(items))
        items.fade_all_but(1, opacity=0.3)
        self.wait(0.3)
