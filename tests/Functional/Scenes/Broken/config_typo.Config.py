from manim import *

config.background_colour = WHITE
config["frame_widht"] = 10

class Cfg(Scene):
    def construct(self):
        self.play(Create(Circle(color=BLACK)))
