from manim import *

class LabelMixin:
    label_scale = 0.5

    def labelled(self, mob, text, direction=UP, **kwargs):
        label = Text(text, **kwargs).scale(self.label_scale)
        label.next_to(mob, direction)
        return VGroup(mob, label)


class Base(Scene):
    accent = TEAL

    def setup(self):
        super().setup()
        self.camera.background_color = "#1e1e2e"
        self.title = None

    def set_title(self, text):
        new = Text(text, font_size=36, color=self.accent).to_edge(UP)
        if self.title is None:
            self.play(FadeIn(new))
        else:
            self.play(ReplacementTransform(self.title, new))
        self.title = new


class First(LabelMixin, Base):
    def construct(self):
        self.set_title("one")
        self.play(Create(self.labelled(Square(), "sq", font_size=40, weight=BOLD, slant=ITALIC)))
        self.set_title("two")


class Second(Base):
    accent = GOLD_B

    def construct(self):
        self.set_title("second")
        self.wait(0.3)
