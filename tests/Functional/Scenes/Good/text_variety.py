from manim import *

class Tv(Scene):
    def construct(self):
        items = [
            Text("你好，世界", font="sans-serif"),
            Text("مرحبا بالعالم"),
            Text("Здравствуй", weight=BOLD, slant=OBLIQUE),
            Text("Hello world", t2c={"[:5]": BLUE, "world": RED}, t2w={"world": BOLD}, t2s={"Hello": ITALIC}, t2f={"world": "serif"}),
            Text("Gradient", gradient=(BLUE, GREEN), font_size=72),
            Text("two\nlines", line_spacing=1.2),
            Text("lig", disable_ligatures=True)[0:2],
            MarkupText(f'<b>bold</b> <i>it</i> <span foreground="{YELLOW}">yellow</span> H<sub>2</sub>O <gradient from="RED" to="YELLOW">grad</gradient>'),
            Paragraph("this is a", "paragraph", alignment="center", line_spacing=0.8),
            Text("emoji: ★ ✓ → π²"),
            Code(code_string="def f(x):\n    return x ** 2\n", language="python", background="window", add_line_numbers=True, formatter_style="monokai"),
            Text("50% off & #1 $5 {braces} \\ backslash _under_"),
        ]
        for item in items:
            self.play(FadeIn(item), run_time=0.25)
            self.remove(item)
