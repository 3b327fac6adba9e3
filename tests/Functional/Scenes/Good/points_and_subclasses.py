from manim import *

class Own(VMobject):
    def __init__(self, size=1, color=WHITE, **kwargs):
        self.size = size
        super().__init__(color=color, **kwargs)

    def generate_points(self):
        self.start_new_path(self.size * LEFT)
        self.add_line_to(self.size * UP)
        self.add_cubic_bezier_curve_to(UP + RIGHT, RIGHT + UP, self.size * RIGHT)
        self.close_path()


class Ghost(Circle):
    def __init__(self, label: str = "", *args, **kwargs):
        kwargs.setdefault("color", BLUE)
        kwargs["stroke_width"] = 2
        super().__init__(*args, **kwargs)
        self.text = Text(label, font_size=20).move_to(self)
        self.add(self.text)


class Use(Scene):
    def construct(self):
        o = Own(2, fill_opacity=0.5, color=RED)
        g = Ghost("g", radius=0.5, fill_opacity=0.3).shift(DOWN)
        self.play(Create(o), FadeIn(g))
        self.play(g.text.animate.scale(2), o.animate.set_height(1))
