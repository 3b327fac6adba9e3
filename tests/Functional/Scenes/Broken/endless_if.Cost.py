from manim import *
class A(Scene):
    def construct(self):
        t = 0
        while 1:
            t += 0.1
            if t > 5:
                self.wait(1)
