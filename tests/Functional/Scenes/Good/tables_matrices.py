from manim import *

class Tm(Scene):
    def construct(self):
        t0 = Table(
            [["This", "is a"], ["simple", "Table in \n Manim."]],
            row_labels=[Text("R1"), Text("R2")], col_labels=[Text("C1"), Text("C2")],
            top_left_entry=Star().scale(0.3), include_outer_lines=True,
            arrange_in_grid_config={"cell_alignment": RIGHT},
            line_config={"stroke_width": 1, "color": YELLOW}, v_buff=0.4, h_buff=1, element_to_mobject_config={"font_size": 24},
        )
        t0.add_highlighted_cell((2, 2), color=GREEN)
        t1 = MathTable([["+", 0, 5], [0, 0, 5]], element_to_mobject_config={"font_size": 30})
        t2 = DecimalTable([[-2, 1.5], [3.14, 2]], element_to_mobject_config={"num_decimal_places": 1})
        t3 = IntegerTable([[0, 30], [45, 60]], col_labels=[MathTex(r"\frac{\sqrt{0}}{2}"), MathTex("b")], h_buff=1)
        t4 = MobjectTable([[Circle().scale(0.3), Square().scale(0.3)]])
        m0 = Matrix([["\\pi", 0], [-1, 1]], left_bracket="(", right_bracket=")", element_alignment_corner=DR, h_buff=1.2)
        m1 = IntegerMatrix(np.eye(2, dtype=int), element_to_mobject_config={"font_size": 40})
        m2 = DecimalMatrix([[3.456, 2.122], [33.2244, 12]], element_to_mobject_config={"num_decimal_places": 2})
        m3 = MobjectMatrix([[Dot(), Square().scale(0.2)]])
        m0.set_column_colors(RED, BLUE)
        for m in VGroup(t0, t1, t2, t3, t4, m0, m1, m2, m3):
            self.add(m.scale(0.6))
            self.wait(0.25)
            self.remove(m)
        t0.get_rows()[0].set_color(RED)
        self.play(t0.create())
        self.play(m0.get_entries()[0].animate.set_color(YELLOW), Circumscribe(m0.get_columns()[1]))
