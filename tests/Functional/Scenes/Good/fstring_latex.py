from manim import *

class Fs(Scene):
    def construct(self):
        for n in range(1, 4):
            eq = MathTex(rf"\sum_{{k=1}}^{{{n}}} k = \frac{{{n}({n}+1)}}{{2}} = {n*(n+1)//2}")
            eq2 = MathTex("x_{" + str(n) + "}", "=", f"{n:.2f}", r"\text{for }n=%d" % n)
            eq3 = MathTex(r"\int_0^{%s} f" % n, tex_to_color_map={"f": RED})
            VGroup(eq, eq2, eq3).arrange(DOWN)
            self.play(FadeIn(eq), FadeIn(eq2), FadeIn(eq3), run_time=0.2)
            self.clear()
        for left, right, columns in (("(", "]", "{cc}"), (r"\{", ".", "{c|c}")):
            self.add(MathTex(rf"\left{left} \begin{{array}}{columns} 1 & 2 \end{{array}} \right{right}"))
        self.wait(0.2)
