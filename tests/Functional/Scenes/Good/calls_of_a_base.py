from __future__ import annotations

from manim import *


class Opening(Scene):
    def construct(self) -> None:
        self.mark = Dot(color="TEAL")
        self.play(FadeIn(self.mark))


class Ending(Opening):
    def setup(self) -> None:
        Scene.setup(self)
        self.words: list[Text] = []

    def construct(self) -> None:
        Opening.construct(self)
        Mobject.shift(self.mark, UP)
        for index, word in enumerate(["one", "two"]):
            self.words.append(Text(f"{index}: {word}").shift(index * DOWN))
        self.play(*[Write(word) for word in self.words])
        self.play([FadeOut(word) for word in self.words])
