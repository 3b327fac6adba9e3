#: name: Area of a triangle
#: title: Why a triangle has half the area of a rectangle
#: strong: area of a triangle, area of triangle, triangle area, triangle half base height, half base times height
class TriangleArea(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        left, right, top = np.array([-5.6, -2.2, 0]), np.array([0.2, -2.2, 0]), np.array([-3.7, 1.6, 0])
        foot = np.array([top[0], left[1], 0])
        triangle = Polygon(left, right, top, color=AQUA, stroke_width=4, fill_color=AQUA, fill_opacity=0.35)
        base = formula("b", 38, AMBER).next_to((left + right) / 2, DOWN, buff=0.15)
        tall = formula("h", 38, ROSE).next_to((foot + top) / 2, RIGHT, buff=0.15)
        height = DashedLine(top, foot, color=ROSE, stroke_width=3)
        note = say(self, "A triangle with base b and height h")
        self.play(Create(triangle), FadeIn(base), run_time=0.9)
        self.play(Create(height), FadeIn(tall), run_time=0.6)
        note = say(self, "Put a rectangle around it, with the same base and the same height", note)
        box = Polygon(left, right, [right[0], top[1], 0], [left[0], top[1], 0], color=INK, stroke_width=3)
        self.play(Create(box), run_time=0.9)
        note = say(self, "The height cuts the rectangle in two, and each part is halved by a side of the triangle", note)
        one = Polygon(left, top, [left[0], top[1], 0], color=VIOLET, stroke_width=2, fill_color=VIOLET, fill_opacity=0.5)
        two = Polygon(right, top, [right[0], top[1], 0], color=LIME, stroke_width=2, fill_color=LIME, fill_opacity=0.5)
        self.play(FadeIn(one), run_time=0.5)
        self.play(Rotate(one.copy(), PI, about_point=(left + top) / 2), run_time=1.3)
        self.play(FadeIn(two), run_time=0.5)
        self.play(Rotate(two.copy(), PI, about_point=(right + top) / 2), run_time=1.3)
        note = say(self, "So as much lies outside the triangle as inside: it is half of the rectangle", note)
        law = formula(r"A = \frac{1}{2} \, b \cdot h", 52, LIME).move_to(3.7 * RIGHT + 0.6 * UP)
        self.play(FadeIn(law), run_time=0.7)
        self.wait(3)
