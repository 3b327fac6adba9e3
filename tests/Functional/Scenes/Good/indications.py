from manim import *


class Look(Scene):
    def construct(self):
        word = Text("here").scale(1.5)
        self.add(word)
        self.play(ApplyWave(word), run_time=0.6)
        self.play(FocusOn(word), run_time=0.6)
        self.play(ShowPassingFlash(Underline(word), time_width=0.5), run_time=0.6)
        self.play(Blink(word), run_time=0.6)
