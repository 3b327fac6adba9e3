from manim import *

class Lv(Scene):
    def construct(self):
        items = [
            MathTex(r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}^{-1}"),
            MathTex(r"a &= b \\ &= c"),
            MathTex(r"f(x) = \begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}"),
            MathTex(r"\left( \frac{a}{b} \right|_{x=0}"),
            MathTex(r"\underbrace{1+2+\cdots+n}_{n\text{ terms}}", r"\overset{!}{=}", r"\lvert x\rvert"),
            MathTex("{{a^2}} + {{b^2}} = {{c^2}}"),
            MathTex(r"\hat{\mathbf{F}} = -\nabla V,\quad \oint_{\partial S} \vec{E}\cdot d\vec{l}"),
            Tex(r"The \textbf{area} is $\pi r^2$ (50\,\%) \& more", font_size=40),
            Tex(r"\begin{align*} x &= 1 \\ y &= 2 \end{align*}"),
            Tex(r"Line one \\ line two", tex_environment="flushleft"),
            Tex("Cost: \\$5", " and ", "$x_1$"),
            Tex(r"{\Large Big} \textit{it} \texttt{tt} \underline{u}"),
            Tex("caf\\'e, naïve — “quoted”"),
            MathTex(r"\xrightarrow{f}", r"\stackrel{def}{=}", r"\mathbb{R}^n", r"\mathcal{O}(n\log n)"),
            MathTex(r"x^{2^3}, {x^2}^3, x_1^2, x'^2, a_{i_j}"),
            MathTex(r"P(A \mid B) = \frac{P(B \mid A)\,P(A)}{P(B)}", substrings_to_isolate=["A", "B"]),
            MathTex(r"\lim_{n\to\infty}\left(1+\tfrac1n\right)^n = e \approx 2.718\ldots"),
            MathTex(r"90^\circ"),
            BulletedList("one", r"two $x^2$", "three", buff=0.3, font_size=36),
            Title(r"On $\zeta(s)$", include_underline=True),
        ]
        for item in items:
            self.add(item)
            self.wait(0.25)
            self.remove(item)
