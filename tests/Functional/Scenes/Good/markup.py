from manim import *


class Marked(Scene):
    def construct(self):
        text = MarkupText('<span foreground="orange">warm</span> and <b>strong</b>, 50% off & more'.replace("&", "&amp;"))
        self.play(AddTextLetterByLetter(text, time_per_char=0.05))
        self.wait(0.3)
