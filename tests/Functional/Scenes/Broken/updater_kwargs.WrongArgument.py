from manim import *

class Uk(Scene):
    def construct(self):
        d = Dot()
        def follow(mob, alpha):
            mob.shift(RIGHT * alpha)
        d.add_updater(follow)
        self.add(d)
        self.wait(2)
        self.play(d.animate.shift(UP))
