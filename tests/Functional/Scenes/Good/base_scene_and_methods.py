from manim import *


class Lecture(Scene):
    accent = YELLOW

    def setup(self):
        self.board = VGroup()

    def note(self, words, size=32):
        line = Text(words, font_size=size, color=self.accent)
        self.board.add(line)
        self.board.arrange(DOWN)
        self.play(FadeIn(line), run_time=0.4)
        return line


class Monday(Lecture):
    def construct(self):
        first = self.note("one")
        self.note("two", size=40)
        self.play(first.animate.set_opacity(0.3))
