from manim import *

WORDS = (
    "Ein Satz"
    " in zwei Teilen"
)


class Umlaute(Scene):
    """Text with letters beyond ASCII: größer, ∑, π."""

    def construct(self) -> None:
        words: Text = Text(f"{WORDS}: größer, π ≈ {PI:.2f}")
        words.set_width(8)
        formula = Tex("Größe: $\\pi r^2$").next_to(words, DOWN)
        self.play(Write(words, run_time=1), FadeIn(formula))
