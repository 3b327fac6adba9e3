from manim import *

template = TexTemplate()
template.add_to_preamble(r"\usepackage{cancel}\newcommand{\half}{\tfrac{1}{2}}")


class Cancelled(Scene):
    def construct(self):
        fraction = MathTex(r"\frac{\cancel{x} y}{\cancel{x}} = y, \quad \half", tex_template=template)
        self.play(Write(fraction))
