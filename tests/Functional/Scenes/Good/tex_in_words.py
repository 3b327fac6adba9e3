from manim import *


class WordsAndMaths(Scene):
    def construct(self):
        sentence = Tex(r"The sum of $n$ odd numbers is $n^2$, always 100\% of it.")
        note = Tex(r"Caf\'e \& na\"ive \#1", font_size=36).next_to(sentence, DOWN)
        self.play(Write(sentence), run_time=1.5)
        self.play(FadeIn(note))
