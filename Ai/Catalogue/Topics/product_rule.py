#: name: Product rule
#: title: Why the product rule has two terms
#: strong: product rule, derivative of a product, derivative of product, differentiate a product
class ProductRule(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        corner, u, v, du, dv = np.array([-5.8, -2.3, 0]), 3.6, 2.8, 0.8, 0.7

        def field(x, y, wide, tall, color, opacity=0.5):
            made = Rectangle(width=wide, height=tall, color=color, stroke_width=2, fill_color=color, fill_opacity=opacity)
            return made.move_to(corner + np.array([x + wide / 2, y + tall / 2, 0]))

        whole = field(0, 0, u, v, AQUA)
        names = VGroup(
            formula("u", 36).move_to(corner + np.array([u / 2, -0.3, 0])), formula("v", 36).move_to(corner + np.array([-0.3, v / 2, 0])),
            formula(r"u \cdot v", 40).move_to(whole),
        )
        note = say(self, "Think of the product u times v as the area of a rectangle")
        self.play(FadeIn(whole), FadeIn(names), run_time=0.8)
        note = say(self, "When x grows a little, both sides grow: u by du and v by dv", note)
        right, top, tiny = field(u, 0, du, v, AMBER), field(0, v, u, dv, LIME), field(u, v, du, dv, ROSE)
        grown = VGroup(
            formula("du", 30, AMBER).move_to(corner + np.array([u + du / 2, -0.3, 0])),
            formula("dv", 30, LIME).move_to(corner + np.array([-0.35, v + dv / 2, 0])),
        )
        self.play(GrowFromEdge(right, LEFT), GrowFromEdge(top, DOWN), FadeIn(grown), run_time=1)
        note = say(self, "Two strips are added, and a tiny corner that no longer matters in the limit", note)
        self.play(FadeIn(tiny), FadeIn(formula(r"v\,du", 26).move_to(right)), FadeIn(formula(r"u\,dv", 30).move_to(top)), run_time=0.8)
        law = formulas(
            (r"d(uv) = v\,du + u\,dv + du\,dv", r"\frac{d(uv)}{dx} = \frac{du}{dx}\,v + u\,\frac{dv}{dx}", r"(uv)' = u'v + uv'"),
            (INK, INK, LIME), 38, 5.6,
        ).move_to([3.8, 0.5, 0])
        for line in law:
            self.play(FadeIn(line, shift=0.1 * DOWN), run_time=0.7)
            self.wait(0.6)
        note = say(self, "So the derivative of a product has two terms. It is not the product of the derivatives", note)
        self.wait(1)
        note = say(self, "Example: the derivative of x² sin x is 2x sin x + x² cos x", note)
        self.wait(3)
