from manim import *
import numpy as np

class PythagoreanTheorem(Scene):
    def construct(self):
        # Title
        title = Text("Pythagorean Theorem", font_size=48, color=BLUE)
        title.to_edge(UP)
        self.play(Write(title))
        self.wait(0.5)

        # Triangle
        A = np.array([-2, -1, 0])
        B = np.array([1, -1, 0])
        C = np.array([-2, 1.5, 0])
        triangle = Polygon(A, B, C, color=WHITE, fill_opacity=0.3, fill_color=BLUE)
        right_angle = Square(side_length=0.3).move_to(A + np.array([0.15, 0.15, 0]))
        labels = VGroup(
            MathTex("a").next_to(Line(A, B), DOWN),
            MathTex("b").next_to(Line(A, C), LEFT),
            MathTex("c").next_to(Line(B, C).get_center(), UR, buff=0.1),
        )
        self.play(Create(triangle), run_time=1.5)
        self.play(Create(right_angle), *[Write(l) for l in labels])
        squares = VGroup()
        for (start, end), col in zip([(A, B), (C, A), (B, C)], [RED, GREEN, YELLOW]):
            v = end - start
            n = np.array([v[1], -v[0], 0])
            squares.add(Polygon(start, end, end + n, start + n, color=col, fill_opacity=0.4))
        self.play(LaggedStart(*[DrawBorderThenFill(sq) for sq in squares], lag_ratio=0.3))
        eq = MathTex("a^2", "+", "b^2", "=", "c^2").to_edge(DOWN)
        eq.set_color_by_tex("a^2", RED)
        eq.set_color_by_tex_to_color_map({"b^2": GREEN, "c^2": YELLOW})
        box = SurroundingRectangle(eq, color=WHITE, buff=0.2)
        for i, sq in zip((0, 2, 4), squares):
            self.play(TransformFromCopy(sq, eq[i]))
        self.play(Write(eq[1]), Write(eq[3]), Create(box))
        self.wait(1)
        self.play(FadeOut(VGroup(triangle, right_angle, labels, squares, eq, box)), title.animate.move_to(ORIGIN).scale(1.2))
        self.play(*[FadeOut(mob) for mob in self.mobjects])
