import pandas as pd
from manim import *
class A(Scene):
    def construct(self):
        frame = pd.DataFrame({"a": [1]})
        self.play(Write(Text(str(frame))))
