from manim import *

config.background_color = "#0d1117"
config.frame_width = 16
config["frame_height"] = 9
config.tex_template = TexTemplate()
config.tex_template.add_to_preamble(r"\usepackage{mathrsfs}")
Text.set_default(font_size=30)
MathTex.set_default(color=YELLOW)

BG, FG = ManimColor("#0d1117"), ManimColor.from_rgb((200, 220, 255))

class Conf(Scene):
    def construct(self):
        t = Text("styled", color=FG)
        e = MathTex(r"\mathscr{L}\{f(t)\}").next_to(t, DOWN)
        edge = config.frame_width / 2 - 1
        r = Rectangle(width=config.frame_width - 1, height=config.frame_height - 1, color=BG.lighter(0.5))
        self.play(Write(t), Write(e), Create(r))
        self.play(t.animate.move_to([edge - 1, 0, 0]))
        self.camera.background_color = WHITE
        self.wait(0.2)
