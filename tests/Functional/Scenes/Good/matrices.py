from manim import *


class Product(Scene):
    def construct(self):
        a = Matrix([[1, 0], [0, -1]], left_bracket="(", right_bracket=")")
        b = IntegerMatrix([[2, 3], [4, 5]])
        c = DecimalMatrix([[2.5], [1.5]], element_to_mobject_config={"num_decimal_places": 1})
        row = VGroup(a, b, c).arrange(RIGHT)
        b.set_column_colors(RED, BLUE)
        self.play(Write(row))
        self.play(Circumscribe(a.get_rows()[0]), a.get_entries()[3].animate.set_color(YELLOW))
